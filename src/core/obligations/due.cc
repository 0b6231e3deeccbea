#include <algorithm>

#include "tact/check.h"
#include "tact/obligations.h"

#include "core/decide/scene.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::minutes;

// As many dates as any deadline looks at, so that one whose calendar closes every day ends.
constexpr int dates_most = 366 * 100;

bool is_covered(const Calendar& calendar, LocalDate date) {
  const int year = static_cast<int>(std::chrono::year_month_day(date).year());
  return std::binary_search(calendar.covered_years.begin(), calendar.covered_years.end(), year);
}

bool is_holiday(const Calendar& calendar, LocalDate date, HalfDays half_days) {
  const auto found = calendar.closed.find(date);
  if (found == calendar.closed.end()) return false;
  const bool is_half = found->second > minutes{0};
  return !is_half || half_days == HalfDays::free;
}

Due business_days_after(const Deadline& deadline, const Calendar* calendar, const TimeZone& zone,
                        Instant at) {
  Due due;
  LocalDate date = zone.date_at(at);
  int left = deadline.business_days;
  for (int passed = 0; left > 0 && passed < dates_most; ++passed) {
    date += days(1);
    if (!deadline.weekdays[std::chrono::weekday(date).c_encoding()]) continue;
    if (calendar != nullptr) {
      if (is_covered(*calendar, date)) {
        if (is_holiday(*calendar, date, deadline.half_days)) continue;
      } else {
        due.calendar_missing = true;
      }
    }
    --left;
  }
  due.at = zone.start_of(date + days(1));
  return due;
}

const Calendar* calendar_of(const Deadline& deadline, const Policy& policy) {
  if (deadline.calendar.empty()) return nullptr;
  const auto found = policy.calendars.find(deadline.calendar);
  TACT_CHECK(found != policy.calendars.end());  // The compiler refuses unknown calendars.
  return &found->second;
}

// What is counted in dates ends with the last of them: N calendar days with the N-th date after the
// event's, months with the date of the same number.
Instant span_after(const Span& span, const TimeZone& zone, Instant at) {
  switch (span.unit) {
    case SpanUnit::exact: return at + span.length;
    case SpanUnit::calendar_days:
      return zone.start_of(zone.date_at(at) + days(span.count) + days(1));
    case SpanUnit::months: return zone.start_of(zone.date_at(add_span(zone, at, span)) + days(1));
  }
  TACT_CHECK(false);
}

}  // namespace

// Of several zones the earliest deadline is the strict one.
Due due_at(const Deadline& deadline, const Policy& policy, Instant at,
           const std::vector<const TimeZone*>& customer) {
  std::vector<const TimeZone*> zones = customer;
  if (deadline.clock != nullptr) zones = {deadline.clock};
  if (zones.empty()) zones = {&utc_zone()};
  Due earliest{never, false};
  for (const TimeZone* zone : zones) {
    const Due due = deadline.business_days > 0
                        ? business_days_after(deadline, calendar_of(deadline, policy), *zone, at)
                        : Due{span_after(deadline.span, *zone, at), false};
    if (due.at < earliest.at) earliest = due;
  }
  return earliest;
}

}  // namespace tact
