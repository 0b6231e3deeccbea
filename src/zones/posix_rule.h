// The last line of a compiled zone file (RFC 8536, section 3.3; the syntax of POSIX TZ): how the
// clocks go on changing, year by year, after the last change that the file lists.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tact/time_zone.h"

namespace tact {

// On which day of each year, and when on that day, the clocks change.
struct YearlyChange {
  enum class Kind : std::uint8_t {
    month_week_day,  // "M3.5.0": the fifth (that is, last) Sunday in March
    day_of_365,      // "J60": 1 March, in leap years too
    day_of_year,     // "59": counted from 0, 29 February included
  };

  Kind kind = Kind::month_week_day;
  unsigned month = 0;
  unsigned week = 0;     // 1 to 5
  unsigned weekday = 0;  // from Sunday, 0
  int day = 0;
  std::chrono::seconds time = std::chrono::hours{2};  // may be negative, or beyond 24 h

  // By the clock that is in force until the change.
  std::chrono::local_seconds in(std::chrono::year year) const;
};

struct PosixRule {
  struct Daylight {
    std::chrono::seconds offset;
    YearlyChange start;
    YearlyChange end;
  };

  std::chrono::seconds offset{};  // of standard time from UTC, east positive
  std::optional<Daylight> daylight;

  // The changes of the years `first` to `last`, in order.
  std::vector<TimeZone::Transition> changes(std::chrono::year first, std::chrono::year last) const;
};

// "CET-1CEST,M3.5.0,M10.5.0/3". Empty where the text is not exactly such a rule.
std::optional<PosixRule> parse_posix_rule(std::string_view text);

}  // namespace tact
