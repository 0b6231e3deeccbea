// Runs the tests that stand beside a policy, each in a world of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/decide.h"
#include "tact/policy.h"
#include "tact/time_zone.h"

#include "core/suite/suite.h"

namespace tact {

struct CaseResult {
  std::string name;
  Place place;
  Request ask;
  Expectation expect;
  // The customer's clock, for those who read the result; null where none is known for sure. Lives
  // as long as the policy.
  const TimeZone* zone = nullptr;
  Decision decision;                        // what came of it; meaningless where `refused` is set
  std::vector<Explained> rules;             // every rule that applied
  std::vector<OpenObligation> obligations;  // open for the customer, by id
  std::string refused;                      // why the case could not be asked at all
  // Which parts differ: "outcome", "rules", "shadow", "codes", "obligations",
  // "retry_at". Empty: it passed.
  std::vector<std::string> differs;

  bool passed() const { return differs.empty() && refused.empty(); }
};

// What came of one file of tests.
struct SuiteResult {
  std::string path;
  std::string name;
  std::vector<CaseResult> cases;

  std::uint64_t failed() const;
};

// The ids of the enforced rules that fail, sorted, each once.
std::vector<std::string> failing_rules(const Decision& decision);
// The ids of the shadow rules that fail, sorted, each once.
std::vector<std::string> failing_shadow_rules(const Decision& decision);
// The codes of all reasons, sorted as the enum.
std::vector<Code> failing_codes(const Decision& decision);

// In the case's world there are the suite's lists and holds, the case's customer, everyone in the
// same household and whoever has the address that is asked for; nobody else. The clock stands at
// the time that is asked for; a contact after it is planned already.
CaseResult run_case(const std::shared_ptr<const Policy>& policy, const TestSuite& suite,
                    const TestCase& test);

}  // namespace tact
