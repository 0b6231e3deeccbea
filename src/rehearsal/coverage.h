// Which rules the tests of policies have seen passing and failing. A rule that no test makes fail
// may as well not be there; one that no test makes pass may stop everything.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tact/policy.h"

#include "rehearsal/suite_run.h"

namespace tact {

struct RuleCoverage {
  std::string id;
  Place place;  // with the file's normal path
  RuleMode mode = RuleMode::enforce;
  bool can_pass = true;  // `deny: true` cannot
  // Cases in which the rule …
  std::uint64_t passing = 0;      // … applies and passes
  std::uint64_t failing = 0;      // … applies and fails
  std::uint64_t not_applied = 0;  // … does not apply, or exempts whom it is about

  bool is_seen_failing() const { return failing > 0; }
  // Of a rule that cannot pass: one case at least that it does not catch.
  bool is_seen_passing() const { return can_pass ? passing > 0 : not_applied > 0; }
  bool is_covered() const { return is_seen_failing() && is_seen_passing(); }
};

// A rule is where it is written: one that several policies include is counted once, over the tests
// of all of them. One thread.
class Coverage {
 public:
  // Its rules are known from here on, even if no case reaches them.
  void add_rules(const Policy& policy);
  // A case that could not be asked counts for nothing. REQUIRES: the policy's rules were added.
  void add_case(const Policy& policy, const CaseResult& result);

  // In the order of the policies and of their rules.
  const std::vector<RuleCoverage>& rules() const { return rules_; }
  // Shadow rules bind nobody, and need no tests.
  std::uint64_t enforced() const;
  std::uint64_t covered() const;

 private:
  using Key = std::tuple<std::string, int, int>;

  RuleCoverage& at(const Rule& rule);

  std::vector<RuleCoverage> rules_;
  std::map<Key, std::size_t> places_;
};

}  // namespace tact
