// Opening hours as the minutes of a week, by the wall clock.
#pragma once

#include <bitset>
#include <optional>
#include <vector>

#include "tact/policy.h"

namespace tact {

inline constexpr std::size_t minutes_of_week = std::size_t{7} * 24 * 60;

// From Sunday 00:00, as std::chrono::weekday counts.
using OpenWeek = std::bitset<minutes_of_week>;

// What `hours` leaves open where no calendar closes it.
OpenWeek open_week(const HoursCheck& hours);

// Whether the calendars close every minute of `week` on every date that all of them cover, and they
// cover some. Dates before `from` are over.
bool is_closed_by(const std::vector<const Calendar*>& calendars, const OpenWeek& week,
                  std::optional<LocalDate> from);

}  // namespace tact
