#include "zones/posix_rule.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "tact/time_zone.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Takes pieces off the front of a text; after the first mismatch `failed` stays true.
struct Cursor {
  std::string_view rest;
  bool failed = false;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  void expect(char c) {
    if (!take(c)) failed = true;
  }

  int number(int least, int most) {
    if (rest.empty() || !is_digit(rest.front())) failed = true;
    int value = 0;
    while (!rest.empty() && is_digit(rest.front())) {
      value = std::min(value * 10 + (rest.front() - '0'), 100'000);
      rest.remove_prefix(1);
    }
    if (value < least || value > most) failed = true;
    return value;
  }

  unsigned positive(int least, int most) { return static_cast<unsigned>(number(least, most)); }

  // "EST" or "<+0330>"; the names themselves are of no use here.
  void name() {
    const bool quoted = take('<');
    std::size_t length = 0;
    while (length < rest.size() && (quoted ? rest[length] != '>' : is_letter(rest[length]))) {
      ++length;
    }
    if (length < 3) failed = true;
    rest.remove_prefix(length);
    if (quoted) expect('>');
  }

  // "[+-]h[:mm[:ss]]"
  seconds time(int hours_max) {
    const bool negative = take('-');
    if (!negative) take('+');
    seconds value = hours{number(0, hours_max)};
    if (take(':')) {
      value += minutes{number(0, 59)};
      if (take(':')) value += seconds{number(0, 59)};
    }
    return negative ? -value : value;
  }

  YearlyChange change() {
    YearlyChange result;
    if (take('M')) {
      result.month = positive(1, 12);
      expect('.');
      result.week = positive(1, 5);
      expect('.');
      result.weekday = positive(0, 6);
    } else if (take('J')) {
      result.kind = YearlyChange::Kind::day_of_365;
      result.day = number(1, 365);
    } else {
      result.kind = YearlyChange::Kind::day_of_year;
      result.day = number(0, 365);
    }
    if (take('/')) result.time = time(167);
    return result;
  }
};

local_days day_in(const YearlyChange& change, year in_year) {
  const local_days new_year{in_year / 1 / 1};
  switch (change.kind) {
    case YearlyChange::Kind::month_week_day: {
      const auto month = in_year / static_cast<int>(change.month);
      const std::chrono::weekday weekday{change.weekday};
      if (change.week == 5) return local_days{month / weekday[std::chrono::last]};
      return local_days{month / weekday[change.week]};
    }
    case YearlyChange::Kind::day_of_365: {
      const bool after_leap_day = in_year.is_leap() && change.day > 59;
      return new_year + days{change.day - (after_leap_day ? 0 : 1)};
    }
    case YearlyChange::Kind::day_of_year: return new_year + days{change.day};
  }
  return new_year;
}

Instant instant_of(std::chrono::local_seconds local, seconds offset) {
  return Instant{local.time_since_epoch() - offset};
}

}  // namespace

std::chrono::local_seconds YearlyChange::in(year year) const { return day_in(*this, year) + time; }

std::vector<TimeZone::Transition> PosixRule::changes(year first, year last) const {
  std::vector<TimeZone::Transition> all;
  if (!daylight) return all;
  for (year each = first; each <= last; ++each) {
    // POSIX counts each change on the clock that it ends.
    all.push_back({instant_of(daylight->end.in(each), daylight->offset), offset});
    all.push_back({instant_of(daylight->start.in(each), offset), daylight->offset});
  }
  // Not std::ranges' own: clang 14, which reads the sources as well, cannot read that.
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.begin < b.begin; });
  // Daylight time all year is written as an end that falls on the next start; the start wins.
  std::vector<TimeZone::Transition> distinct;
  for (const TimeZone::Transition& transition : all) {
    if (!distinct.empty() && distinct.back().begin == transition.begin) distinct.pop_back();
    distinct.push_back(transition);
  }
  return distinct;
}

std::optional<PosixRule> parse_posix_rule(std::string_view text) {
  Cursor cursor{text};
  PosixRule rule;
  cursor.name();
  rule.offset = -cursor.time(24);  // POSIX counts westward.
  if (!cursor.rest.empty()) {
    PosixRule::Daylight daylight;
    cursor.name();
    daylight.offset = rule.offset + hours{1};
    if (!cursor.take(',')) {
      daylight.offset = -cursor.time(24);
      cursor.expect(',');
    }
    daylight.start = cursor.change();
    cursor.expect(',');
    daylight.end = cursor.change();
    rule.daylight = daylight;
  }
  if (cursor.failed || !cursor.rest.empty()) return std::nullopt;
  return rule;
}

}  // namespace tact
