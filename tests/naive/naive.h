// The decision once more, by brute force and straight from the policy language's text: what the
// fast one in src/core/decide/ is compared with. It shares only values and zone arithmetic with it.
// Slow on purpose: windows are counted one by one, and retry_at is found by trying, in order, every
// instant at which anything at all could change.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/decide.h"
#include "tact/decision.h"
#include "tact/policy.h"

namespace tact::naive {

struct Failure {
  std::string rule;  // "" for on-hold and would-expire
  Code code = Code::none;
  int observed = 0;  // of cap and volume: the most contacts in a window that would hold this one

  bool operator==(const Failure&) const = default;
};

struct NaiveAnswer {
  Outcome outcome = Outcome::deny;
  std::vector<Failure> failing;  // enforced rules in the policy's order, then what no rule says
  std::optional<Instant> retry_at;
  std::optional<Headroom> headroom;
  std::vector<Failure> shadow;

  bool operator==(const NaiveAnswer&) const = default;
};

NaiveAnswer decide(const Policy& policy, const Facts& facts, const Question& question);

// Whether every enforced rule that applies at `at` passes; holds are not looked at.
bool all_pass(const Policy& policy, const Facts& facts, const ContactFields& fields, Instant at);

// Whether a contact is among those that a rule with `counting` counts for a request: by `count`,
// `same` and `basis`.
bool counts(const Counting& counting, const Contact& contact, const ContactFields& request);

// What a real answer says, in this header's terms.
NaiveAnswer in_brief(const Decision& decision);

}  // namespace tact::naive
