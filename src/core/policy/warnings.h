// What compiles but is hardly meant. Only what is certain is said: a false alarm teaches people to
// look away.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tact/policy.h"

#include "core/policy/reader_calendars.h"
#include "core/policy/reader_rules.h"

namespace tact {

// `unless` leaves nothing to the rule. REQUIRES: rule.unless is set.
void warn_of_exemption(const Rule& rule, const Spot& unless_spot, Diagnostics& diagnostics);

// The rule's time is over, or never comes.
void warn_of_effective(const Rule& rule, std::optional<LocalDate> today, const Spot& until_spot,
                       Diagnostics& diagnostics);

// A cap that another one makes needless.
void warn_of_idle_caps(const std::vector<RuleDraft>& rules, Diagnostics& diagnostics);

// A calendar that does not cover today, or ends within 90 days.
void warn_of_calendars(const Policy& policy, const CalendarDrafts& drafts, LocalDate today,
                       Diagnostics& diagnostics);

// A purpose of the vocabulary that no rule mentions.
void warn_of_purposes(const std::vector<RuleDraft>& rules,
                      const std::vector<std::pair<std::string, Spot>>& purposes,
                      Diagnostics& diagnostics);

}  // namespace tact
