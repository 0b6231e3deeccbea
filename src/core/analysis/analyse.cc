#include "core/analysis/analyse.h"

#include "core/analysis/analysis.h"

namespace tact {

void analyse(const AnalysisInput& input, Diagnostics& diagnostics) {
  std::vector<const Rule*> rules;
  for (const RuleDraft& draft : input.rules) rules.push_back(&draft.rule);
  RuleSpace space(input.policy, std::move(rules));
  Analysis analysis{input, space, diagnostics, std::vector<bool>(input.rules.size(), false)};
  // In this order: what never applies or never opens is not compared with anything.
  warn_of_never_applying(analysis);
  warn_of_hours_alone(analysis);
  warn_of_needless(analysis);
  warn_of_hours_together(analysis);
  warn_of_patience(analysis);
  warn_of_coverage(analysis);
  warn_of_calendars(analysis);
}

}  // namespace tact
