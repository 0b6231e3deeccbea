// Instants and dates as text. Every request carries some, so this is done by hand: no streams, no
// locale, and no allocation but that of the answer.
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "tact/time.h"

#include "core/time/instant_text.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

// What four digits can show. A date of birth may be before 1970, an instant may not.
constexpr sys_days first_day = std::chrono::year{0} / 1 / 1;
constexpr sys_days last_day = std::chrono::year{9999} / 12 / 31;
constexpr Instant last_instant = last_day + days{1} - milliseconds{1};

// Takes pieces off the front of a text; after the first mismatch `failed` stays true.
struct Cursor {
  std::string_view rest;
  bool failed = false;

  // Exactly `width` digits, of a value from 0 to `most`.
  int digits(std::size_t width, int most) {
    if (rest.size() < width) return fail();
    int value = 0;
    for (const char c : rest.substr(0, width)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    if (value > most) return fail();
    rest.remove_prefix(width);
    return value;
  }

  bool next_is(char c) const { return !rest.empty() && rest.front() == c; }

  // The next character if it is `c`.
  bool take(char c) {
    if (!next_is(c)) return false;
    rest.remove_prefix(1);
    return true;
  }

  void expect(char c) {
    if (!take(c)) fail();
  }

  int fail() {
    failed = true;
    return 0;
  }
};

year_month_day take_date(Cursor& text) {
  const int year = text.digits(4, 9999);
  text.expect('-');
  const int month = text.digits(2, 12);
  text.expect('-');
  const int day = text.digits(2, 31);
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) text.fail();
  return date;
}

// What follows a '.': at least one digit; those below a millisecond are read and dropped.
milliseconds take_fraction(Cursor& text) {
  int value = 0;
  int unit = 100;
  bool any = false;
  while (!text.rest.empty() && text.rest.front() >= '0' && text.rest.front() <= '9') {
    value += (text.rest.front() - '0') * unit;
    unit /= 10;
    any = true;
    text.rest.remove_prefix(1);
  }
  if (!any) text.fail();
  return milliseconds{value};
}

minutes take_offset(Cursor& text) {
  if (text.take('Z') || text.take('z')) return minutes{0};
  const bool west = text.next_is('-');
  if (!text.take('+') && !text.take('-')) text.fail();
  minutes offset = hours{text.digits(2, 23)};
  text.expect(':');
  offset += minutes{text.digits(2, 59)};
  return west ? -offset : offset;
}

// "00" to "99", one after the other: two digits are then copied, not divided.
constexpr std::array<char, 200> digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// REQUIRES: `value` is below 100.
char* put_two(char* to, unsigned value) {
  return std::copy_n(digit_pairs.data() + std::size_t{2} * value, 2, to);
}

char* put_date(char* to, const year_month_day& date) {
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  to = put_two(to, year / 100);
  to = put_two(to, year % 100);
  *to++ = '-';
  to = put_two(to, static_cast<unsigned>(date.month()));
  *to++ = '-';
  return put_two(to, static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  Cursor cursor{text};
  const year_month_day date = take_date(cursor);
  if (!cursor.take('T')) cursor.expect('t');
  const hours hour{cursor.digits(2, 23)};
  cursor.expect(':');
  const minutes minute{cursor.digits(2, 59)};
  cursor.expect(':');
  const seconds second{cursor.digits(2, 59)};  // No leap second: an Instant cannot tell it apart.
  milliseconds fraction{};
  if (cursor.take('.')) fraction = take_fraction(cursor);
  const minutes offset = take_offset(cursor);
  if (cursor.failed || !cursor.rest.empty()) return std::nullopt;

  const Instant instant = sys_days{date} + hour + minute + second + fraction - offset;
  if (instant < Instant{} || instant > last_instant) return std::nullopt;
  return instant;
}

// An instant that four digits cannot show, such as Instant::max(), is shown as the nearest.
InstantText instant_text(Instant instant) {
  const Instant shown = std::clamp(instant, Instant{first_day}, last_instant);
  const sys_days day = std::chrono::floor<days>(shown);
  const auto time = static_cast<unsigned>((shown - day).count());

  InstantText text;
  char* to = put_date(text.data(), year_month_day{day});
  *to++ = 'T';
  to = put_two(to, time / 3'600'000);
  *to++ = ':';
  to = put_two(to, time / 60'000 % 60);
  *to++ = ':';
  to = put_two(to, time / 1'000 % 60);
  *to++ = '.';
  to = put_two(to, time % 1'000 / 10);
  *to++ = static_cast<char>('0' + time % 10);
  *to = 'Z';
  return text;
}

std::string format_instant(Instant instant) {
  const InstantText text = instant_text(instant);
  return std::string(text.data(), text.size());
}

std::optional<LocalDate> parse_date(std::string_view text) {
  Cursor cursor{text};
  const year_month_day date = take_date(cursor);
  if (cursor.failed || !cursor.rest.empty()) return std::nullopt;
  return local_days{date};
}

std::string format_date(LocalDate date) {
  std::array<char, 10> text{};
  const sys_days day{date.time_since_epoch()};
  put_date(text.data(), year_month_day{std::clamp(day, first_day, last_day)});
  return std::string(text.data(), text.size());
}

}  // namespace tact
