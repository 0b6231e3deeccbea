// Instants, wall-clock times and the ways in which policies write durations. No clock is read here.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tact {

// A point on the time line, in milliseconds since 1970 UTC.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

// A wall-clock reading; without a zone it names no instant.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;
using LocalDate = std::chrono::local_days;

// RFC 3339 with an offset ("2026-11-24T14:00:00+03:00", "…Z"); digits below a millisecond are
// dropped. Empty where the text is not exactly that, the date does not exist, or the instant, in
// UTC, is not of the years 1970 to 9999. There are no leap seconds.
std::optional<Instant> parse_instant(std::string_view text);

// In UTC with milliseconds: "2026-11-25T06:00:00.000Z".
std::string format_instant(Instant instant);

// "2026-03-20"; empty where there is no such day.
std::optional<LocalDate> parse_date(std::string_view text);
std::string format_date(LocalDate date);

// How long, as a policy writes it. The calendar kinds need a zone to become instants.
enum class SpanUnit : std::uint8_t {
  exact,          // "30m", "24h", "7d" (168 h): `length`
  months,         // "18 months", "2 years" (as 24 months): `count`
  calendar_days,  // "60 calendar days": `count`
};

struct Span {
  SpanUnit unit = SpanUnit::exact;
  Duration length{};
  int count = 0;

  bool operator==(const Span&) const = default;
};

// "45s", "30m", "24h", "7d", "2w", "18 months", "2 years", "60 calendar days". Empty for anything
// else, for zero and for what exceeds 100 years.
std::optional<Span> parse_span(std::string_view text);
std::string format_span(const Span& span);

}  // namespace tact
