#include "cli/suite_filter.h"

#include <algorithm>

#include "core/suggest/suggest.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

bool SuiteFilter::takes_name(const std::string& suite, const std::string& test) const {
  const std::string name = suite + ": " + test;
  return names.empty() || std::any_of(names.begin(), names.end(), [&](const std::string& wanted) {
           return wanted.find('*') == std::string::npos ? name.find(wanted) != std::string::npos
                                                        : wildcard_matches(wanted, name);
         });
}

bool SuiteFilter::takes_result(const CaseResult& result) const {
  if (rules.empty()) return true;
  const auto is_wanted = [&](const std::string& rule) { return contains(rules, rule); };
  const auto is_of_wanted = [&](const Reason& reason) { return is_wanted(reason.rule); };
  const std::vector<Reason>& reasons = result.decision.reasons;
  const std::vector<Reason>& shadow = result.decision.shadow;
  if (result.expect.rules &&
      std::any_of(result.expect.rules->begin(), result.expect.rules->end(), is_wanted)) {
    return true;
  }
  return std::any_of(reasons.begin(), reasons.end(), is_of_wanted) ||
         std::any_of(shadow.begin(), shadow.end(), is_of_wanted);
}

std::optional<std::string> unknown_rule(const SuiteFilter& filter,
                                        const std::vector<std::string>& known) {
  for (const std::string& rule : filter.rules) {
    if (contains(known, rule)) continue;
    const std::vector<std::string_view> names(known.begin(), known.end());
    return "no policy tested here has a rule " + quoted_input(rule) + did_you_mean(rule, names);
  }
  return std::nullopt;
}

}  // namespace tact::cli
