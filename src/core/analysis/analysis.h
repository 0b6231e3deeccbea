// Inside src/core/analysis/ only: what the kinds of warnings share. Each kind has its own file.
#pragma once

#include <vector>

#include "core/analysis/analyse.h"
#include "core/analysis/rule_space.h"

namespace tact {

struct Analysis {
  const AnalysisInput& input;
  RuleSpace& space;
  Diagnostics& diagnostics;
  // By rule: a warning says that it does nothing, so that others would only repeat it.
  std::vector<bool> settled;

  const RuleDraft& draft(std::size_t i) const { return input.rules[i]; }
  const Rule& rule(std::size_t i) const { return input.rules[i].rule; }

  // Where its file stands among the policy's; 0 is the outermost.
  std::size_t file(std::size_t i) const { return draft(i).id_spot.source->order(); }
  // Whether the other rule is there wherever this one is. One of a pack is not needless because of
  // what a company adds, or of another pack: the next company may include it alone.
  bool comes_with(std::size_t i, std::size_t other) const {
    return input.inclusion.brings(file(i), file(other));
  }

  // Whether the rule can decide anything, as far as was said until now.
  bool binds(std::size_t i) const { return rule(i).mode == RuleMode::enforce && !settled[i]; }
  // Whether it does so at all times.
  bool always_binds(std::size_t i) const {
    return binds(i) && !rule(i).effective_from && !rule(i).effective_until;
  }
};

// A rule that never applies, or only to customers of whom something is unknown; an exemption that
// lifts nothing; a `count` that nothing fits. Settles rules that never apply.
void warn_of_never_applying(Analysis& analysis);

// Two rules that say the same, and rules that another one makes needless. Settles the needless.
void warn_of_needless(Analysis& analysis);

// Hours that leave no minute open: by themselves, which settles them, or together with others.
void warn_of_hours_alone(Analysis& analysis);
void warn_of_hours_together(Analysis& analysis);

// Rules that defer where no later time will come.
void warn_of_patience(Analysis& analysis);

// Purposes and channels of the vocabulary that rules leave out.
void warn_of_coverage(Analysis& analysis);

// Calendars that end, do not cover today, or have no day in a year that they cover.
void warn_of_calendars(Analysis& analysis);

}  // namespace tact
