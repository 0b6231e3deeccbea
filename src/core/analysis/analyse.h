// What compiles but is hardly meant, over all messages and customers that there can be. Only what
// is certain is said: a false alarm teaches people to look away.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tact/policy.h"

#include "core/policy/load.h"
#include "core/policy/reader_calendars.h"
#include "core/policy/reader_rules.h"

namespace tact {

using NamesWithSpots = std::vector<std::pair<std::string, Spot>>;

// A policy that was read without an error. All outlive the analysis.
struct AnalysisInput {
  const Policy& policy;  // all but its rules
  const std::vector<RuleDraft>& rules;
  const Inclusion& inclusion;  // of the files that the rules stand in
  const CalendarDrafts& calendars;
  const NamesWithSpots& channels;  // of the vocabulary
  const NamesWithSpots& purposes;
  std::optional<LocalDate> today;  // without it, nothing is said that depends on the day
};

// Adds warnings only.
void analyse(const AnalysisInput& input, Diagnostics& diagnostics);

}  // namespace tact
