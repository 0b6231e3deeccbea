// By when: the fact sheet's cases, and the edges of days, half-days, zones and years.
#include <catch2/catch.hpp>

#include "tact/obligations.h"

#include "core/policy/reader_obligations.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

const ZoneBook& zones() {
  static const ZoneBook book = *load_system_zones();
  return book;
}

constexpr std::chrono::minutes whole{0};
constexpr std::chrono::hours from_one_pm{13};

LocalDate date(std::string_view text) { return parse_date(text).value(); }
Instant at(std::string_view text) { return parse_instant(text).value(); }

// Turkish days of May and October 2026, US federal ones of late 2026, and nothing of 2028.
Policy with_calendars() {
  Policy policy;
  Calendar& turkish = policy.calendars["tr-public"];
  turkish.covered_years = {2026, 2027};
  turkish.closed = {{date("2026-05-26"), from_one_pm}, {date("2026-05-27"), whole},
                    {date("2026-05-28"), whole},       {date("2026-05-29"), whole},
                    {date("2026-05-30"), whole},       {date("2026-10-28"), from_one_pm},
                    {date("2026-10-29"), whole},       {date("2027-01-01"), whole}};
  Calendar& federal = policy.calendars["us-federal"];
  federal.covered_years = {2026};
  federal.closed = {{date("2026-11-26"), whole}, {date("2026-12-25"), whole}};
  return policy;
}

Deadline deadline(std::string_view due, std::string_view calendar, std::string_view zone,
                  HalfDays half_days) {
  Deadline made;
  made.business_days = parse_business_days(due).value_or(0);
  if (made.business_days == 0) made.span = parse_span(due).value();
  made.calendar = calendar;
  made.half_days = half_days;
  made.clock = zone.empty() ? nullptr : zones().find(zone);
  return made;
}

struct Row {
  std::string_view due;
  std::string_view calendar;
  std::string_view zone;
  std::string_view event;
  std::string_view by;  // the first instant that is too late
  HalfDays half_days = HalfDays::counted;
};

constexpr std::string_view istanbul = "Europe/Istanbul";
constexpr std::string_view new_york = "America/New_York";
constexpr std::string_view berlin = "Europe/Berlin";

constexpr Row rows[] = {
    // TR-T05: captured on a Tuesday; the half-day counts, Republic Day and the weekend do not.
    {"3 business days", "tr-public", istanbul, "2026-10-27T15:00:00+03:00",
     "2026-11-03T00:00:00+03:00"},
    {"3 business days", "tr-public", istanbul, "2026-10-27T15:00:00+03:00",
     "2026-11-04T00:00:00+03:00", HalfDays::free},
    // TR-T07: a refusal on the Monday before the Feast of Sacrifice.
    {"3 business days", "tr-public", istanbul, "2026-05-25T18:00:00+03:00",
     "2026-06-03T00:00:00+03:00"},
    {"3 business days", "tr-public", istanbul, "2026-05-25T18:00:00+03:00",
     "2026-06-04T00:00:00+03:00", HalfDays::free},
    // Day 0 is the event's day from its first to its last instant, whatever the day.
    {"1 business day", "tr-public", istanbul, "2026-11-02T00:00:00+03:00",
     "2026-11-04T00:00:00+03:00"},
    {"1 business day", "tr-public", istanbul, "2026-11-02T23:59:59.999+03:00",
     "2026-11-04T00:00:00+03:00"},
    {"1 business day", "tr-public", istanbul, "2026-10-30T12:00:00+03:00",
     "2026-11-03T00:00:00+03:00"},
    {"1 business day", "tr-public", istanbul, "2026-10-31T12:00:00+03:00",
     "2026-11-03T00:00:00+03:00"},
    // The day is the regulator's, not the customer's: 2 November in New York is the 3rd here.
    {"1 business day", "tr-public", istanbul, "2026-11-02T20:00:00-05:00",
     "2026-11-05T00:00:00+03:00"},
    // New Year's Day lies in another year, which is covered.
    {"2 business days", "tr-public", istanbul, "2026-12-30T12:00:00+03:00",
     "2027-01-05T00:00:00+03:00"},
    // Ten business days over Thanksgiving: 19, 20, 23, 24, 25, 27, 30 November, 1, 2, 3 December.
    {"10 business days", "us-federal", new_york, "2026-11-18T12:00:00-05:00",
     "2026-12-04T00:00:00-05:00"},
    // Over the end of daylight saving: midnight is an hour later in UTC.
    {"10 business days", "us-federal", new_york, "2026-10-26T12:00:00-04:00",
     "2026-11-10T00:00:00-05:00"},
    {"24h", "", "", "2026-10-24T15:30:00+02:00", "2026-10-25T15:30:00+02:00"},
    {"30d", "", "", "2026-01-31T10:00:00Z", "2026-03-02T10:00:00Z"},
    // 24 months end with the day of the same number; the last of February has no 29th.
    {"24 months", "", berlin, "2026-07-01T09:00:00+02:00", "2028-07-02T00:00:00+02:00"},
    {"24 months", "", berlin, "2028-02-29T09:00:00+01:00", "2030-03-01T00:00:00+01:00"},
    // 30 calendar days: the 30th day after is the last, over the change of the clocks too.
    {"30 calendar days", "", berlin, "2026-10-10T23:00:00+02:00", "2026-11-10T00:00:00+01:00"},
    {"30 calendar days", "", berlin, "2026-01-31T00:00:00+01:00", "2026-03-03T00:00:00+01:00"},
};

}  // namespace

TEST_CASE("an obligation is due at the end of its last day") {
  const Policy policy = with_calendars();
  for (const Row& row : rows) {
    INFO(row.due << " after " << row.event);
    const Due due =
        due_at(deadline(row.due, row.calendar, row.zone, row.half_days), policy, at(row.event), {});
    CHECK(format_instant(due.at) == format_instant(at(row.by)));
    CHECK_FALSE(due.calendar_missing);
  }
}

TEST_CASE("in a year that the calendar does not cover every weekday counts, and that is said") {
  const Policy policy = with_calendars();
  const Deadline ten_days = deadline("10 business days", "us-federal", new_york, HalfDays::counted);
  // 21 to 24 and 28 to 31 December are covered, and 25 December is no business day; 1 January
  // would be none either, but nobody has said so.
  const Due due = due_at(ten_days, policy, at("2026-12-18T12:00:00-05:00"), {});
  CHECK(format_instant(due.at) == format_instant(at("2027-01-05T00:00:00-05:00")));
  CHECK(due.calendar_missing);
  // One that ends before the year does is certain.
  CHECK_FALSE(due_at(ten_days, policy, at("2026-12-16T12:00:00-05:00"), {}).calendar_missing);
}

TEST_CASE("business days may be any days of the week") {
  const Policy policy = with_calendars();
  Deadline duty = deadline("2 business days", "tr-public", istanbul, HalfDays::counted);
  duty.weekdays = 0b0011111;  // Sunday to Thursday
  CHECK(format_instant(due_at(duty, policy, at("2026-11-05T12:00:00+03:00"), {}).at) ==
        format_instant(at("2026-11-10T00:00:00+03:00")));
}

TEST_CASE("without a clock the customer's counts, and of several zones the earliest deadline") {
  const Policy policy = with_calendars();
  const Deadline ten = deadline("10 calendar days", "", "", HalfDays::counted);
  const Instant event = at("2026-11-02T12:00:00Z");
  const TimeZone* east = zones().find(istanbul);
  const TimeZone* west = zones().find(new_york);
  CHECK(format_instant(due_at(ten, policy, event, {west}).at) ==
        format_instant(at("2026-11-13T00:00:00-05:00")));
  CHECK(due_at(ten, policy, event, {west, east}).at == due_at(ten, policy, event, {east}).at);
  CHECK(format_instant(due_at(ten, policy, event, {}).at) ==
        format_instant(at("2026-11-13T00:00:00Z")));
}

TEST_CASE("business days are read as they are written") {
  CHECK(parse_business_days("1 business day") == 1);
  CHECK(parse_business_days("999 business days") == 999);
  for (const char* wrong : {"0 business days", "03 business days", "1000 business days",
                            "business days", " business days", "3 businessdays", "3", "30d", "",
                            "-3 business days", "3 business days ", "99999999999 business days"}) {
    INFO(wrong);
    CHECK_FALSE(parse_business_days(wrong));
  }
}

}  // namespace tact
