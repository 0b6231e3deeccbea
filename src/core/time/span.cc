// Durations in a policy's own words.
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tact/check.h"
#include "tact/time.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Nothing that a policy remembers is older; it also keeps all sums far from overflow.
constexpr int years_max = 100;
constexpr int months_max = 12 * years_max;
constexpr days days_max{36'525};  // 100 years of 365.25 days.

// The whole number that `text` begins with; 0 where there is none, or more than any span may have.
std::int64_t take_number(std::string_view& text) {
  constexpr std::int64_t seconds_max = seconds{days_max}.count();
  if (text.starts_with('0')) return 0;
  std::int64_t number = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    number = number * 10 + (text.front() - '0');
    if (number > seconds_max) return 0;
    text.remove_prefix(1);
  }
  return number;
}

std::optional<Span> exact(std::int64_t number, seconds unit) {
  if (number > days_max / unit) return std::nullopt;
  return Span{.unit = SpanUnit::exact, .length = number * unit, .count = 0};
}

std::optional<Span> calendar(SpanUnit unit, std::int64_t count, std::int64_t most) {
  if (count > most) return std::nullopt;
  return Span{.unit = unit, .length = {}, .count = static_cast<int>(count)};
}

std::string counted(int count, std::string_view unit) {
  std::string text = std::to_string(count);
  text += ' ';
  text += unit;
  if (count != 1) text += 's';
  return text;
}

std::string format_length(Duration length) {
  struct Unit {
    Duration size;
    std::string_view letter;
  };
  constexpr std::array<Unit, 4> units = {
      {{days{1}, "d"}, {hours{1}, "h"}, {minutes{1}, "m"}, {seconds{1}, "s"}}};
  for (const Unit& unit : units) {
    if (length % unit.size == Duration{}) {
      return std::to_string(length / unit.size).append(unit.letter);
    }
  }
  return std::to_string(length.count()).append("ms");  // No policy can say this, but code can.
}

}  // namespace

std::optional<Span> parse_span(std::string_view text) {
  const std::int64_t number = take_number(text);
  if (number == 0) return std::nullopt;
  if (text == "s") return exact(number, seconds{1});
  if (text == "m") return exact(number, minutes{1});
  if (text == "h") return exact(number, hours{1});
  if (text == "d") return exact(number, days{1});
  if (text == "w") return exact(number, days{7});
  if (text == " month" || text == " months") {
    return calendar(SpanUnit::months, number, months_max);
  }
  if (text == " year" || text == " years") {
    return calendar(SpanUnit::months, number * 12, months_max);
  }
  if (text == " calendar day" || text == " calendar days") {
    return calendar(SpanUnit::calendar_days, number, days_max.count());
  }
  return std::nullopt;
}

std::string format_span(const Span& span) {
  switch (span.unit) {
    case SpanUnit::exact: return format_length(span.length);
    case SpanUnit::months: return counted(span.count, "month");
    case SpanUnit::calendar_days: return counted(span.count, "calendar day");
  }
  TACT_CHECK(false);
}

}  // namespace tact
