#include "core/analysis/open_week.h"

#include <algorithm>
#include <array>

#include "tact/check.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr minutes whole_day = std::chrono::hours(24);

std::size_t minute_of_week(std::chrono::weekday weekday, minutes of_day) {
  const auto minute = static_cast<std::size_t>(of_day.count());
  return (std::size_t{weekday.c_encoding()} * 24 * 60 + minute) % minutes_of_week;
}

// By weekday, the first open minute; a day's length where there is none.
std::array<minutes, 7> first_open(const OpenWeek& week) {
  std::array<minutes, 7> first;
  first.fill(whole_day);
  for (unsigned day = 0; day < 7; ++day) {
    for (minutes at{0}; at < whole_day && first[day] == whole_day; at += minutes{1}) {
      if (week.test(minute_of_week(std::chrono::weekday(day), at))) first[day] = at;
    }
  }
  return first;
}

// The years that all calendars cover.
std::vector<int> common_years(const std::vector<const Calendar*>& calendars) {
  TACT_CHECK(!calendars.empty());
  std::vector<int> years = calendars.front()->covered_years;
  for (const Calendar* calendar : calendars) {
    const std::vector<int>& own = calendar->covered_years;
    years.erase(
        std::remove_if(years.begin(), years.end(),
                       [&](int year) { return !std::binary_search(own.begin(), own.end(), year); }),
        years.end());
  }
  return years;
}

// From when on the date is closed.
minutes closing(const std::vector<const Calendar*>& calendars, LocalDate date) {
  minutes from = whole_day;
  for (const Calendar* calendar : calendars) {
    const auto day = calendar->closed.find(date);
    if (day != calendar->closed.end()) from = std::min(from, day->second);
  }
  return from;
}

}  // namespace

OpenWeek open_week(const HoursCheck& hours) {
  OpenWeek week;
  for (const OpenInterval& interval : hours.open) {
    for (minutes at = interval.start; at < interval.end; at += minutes{1}) {
      week.set(minute_of_week(interval.weekday, at));
    }
  }
  return week;
}

bool is_closed_by(const std::vector<const Calendar*>& calendars, const OpenWeek& week,
                  std::optional<LocalDate> from) {
  if (calendars.empty()) return false;
  const std::array<minutes, 7> opening = first_open(week);
  bool has_dates = false;
  for (const int number : common_years(calendars)) {
    const std::chrono::year year{number};
    LocalDate date{year / std::chrono::January / 1};
    const LocalDate last{year / std::chrono::December / 31};
    if (from) date = std::max(date, *from);
    for (; date <= last; date += days{1}) {
      has_dates = true;
      const minutes opens = opening[std::chrono::weekday(date).c_encoding()];
      if (opens < closing(calendars, date)) return false;
    }
  }
  return has_dates;
}

}  // namespace tact
