// The tests that stand beside a policy (`_test.yaml`), as a value: who the people are, what is
// asked and what must come of it. What runs them is elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/decision.h"
#include "tact/policy.h"
#include "tact/records.h"

#include "core/policy/policy_files.h"
#include "core/yaml/diagnostic.h"

namespace tact {

// One person of the suite. Records are those of the outside world and name the person by `name`;
// one without `at` holds from the start. The profile, if the suite gives any, comes first; without
// one the customer has no profile at all, so that everything about it is unknown.
struct TestCustomer {
  std::string name;
  std::vector<Record> records;
  Place place;
};

// That an obligation is open; `due`, where given, by when it must be done.
struct ExpectedObligation {
  std::string id;
  std::optional<Instant> due;

  bool operator==(const ExpectedObligation&) const = default;
};

struct Expectation {
  Outcome outcome = Outcome::deny;
  // The ids of exactly the enforced rules that fail, sorted; absent: any.
  std::optional<std::vector<std::string>> rules;
  // The ids of exactly the shadow rules that fail, sorted; absent: any.
  std::optional<std::vector<std::string>> shadow;
  // The codes of exactly the reasons, sorted as the enum; absent: any.
  std::optional<std::vector<Code>> codes;
  // Exactly those that are open for the customer; absent: any.
  std::optional<std::vector<ExpectedObligation>> obligations;
  bool has_retry_at = false;
  std::optional<Instant> retry_at;  // where has_retry_at: empty means that there must be none
  Place place;
};

struct TestCase {
  std::string name;
  Request ask;  // `at` is always set: its own, or the suite's `now`
  Expectation expect;
  Place place;
};

// Whose contacts a suite's own `contacts` are: no customer of the suite's.
inline constexpr const char* everyone_else = "(everyone else)";

struct TestSuite {
  std::string name;
  std::string policy;  // the path of the policy that is tested, seen from where `path` was
  Place policy_place;
  std::optional<Instant> now;
  // Loaded lists, holds, and the contacts of everyone_else, which volume rules count.
  std::vector<Record> records;
  std::vector<TestCustomer> customers;
  std::vector<TestCase> cases;
};

struct SuiteReading {
  std::optional<TestSuite> suite;  // absent where there is any error
  std::vector<Diagnostic> diagnostics;
};

SuiteReading read_suite(const std::string& path, PolicyFiles& files);

}  // namespace tact
