#include "rehearsal/coverage.h"

#include <algorithm>

#include "tact/check.h"

#include "core/policy/policy_files.h"

namespace tact {

void Coverage::add_rules(const Policy& policy) {
  for (const Rule& rule : policy.rules) {
    const std::string file = normal_path(rule.place.file);
    const Key key{file, rule.place.line, rule.place.column};
    if (!places_.emplace(key, rules_.size()).second) continue;
    const bool can_pass = !std::holds_alternative<DenyCheck>(rule.check);
    const Place place{file, rule.place.line, rule.place.column};
    rules_.push_back({rule.id, place, rule.mode, can_pass});
  }
}

void Coverage::add_case(const Policy& policy, const CaseResult& result) {
  if (!result.refused.empty()) return;
  std::map<std::string_view, Code> applied;
  for (const Explained& explained : result.rules) {
    applied.emplace(explained.reason.rule, explained.reason.code);
  }
  for (const Rule& rule : policy.rules) {
    const auto found = applied.find(rule.id);
    RuleCoverage& coverage = at(rule);
    if (found == applied.end()) {
      ++coverage.not_applied;
    } else if (found->second == Code::none) {
      ++coverage.passing;
    } else {
      ++coverage.failing;
    }
  }
}

std::uint64_t Coverage::enforced() const {
  return static_cast<std::uint64_t>(
      std::count_if(rules_.begin(), rules_.end(),
                    [](const RuleCoverage& rule) { return rule.mode == RuleMode::enforce; }));
}

std::uint64_t Coverage::covered() const {
  return static_cast<std::uint64_t>(
      std::count_if(rules_.begin(), rules_.end(), [](const RuleCoverage& rule) {
        return rule.mode == RuleMode::enforce && rule.is_covered();
      }));
}

RuleCoverage& Coverage::at(const Rule& rule) {
  const auto found =
      places_.find({normal_path(rule.place.file), rule.place.line, rule.place.column});
  TACT_CHECK(found != places_.end());
  return rules_[found->second];
}

}  // namespace tact
