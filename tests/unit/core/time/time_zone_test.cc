// Zones made by hand; those of tzdata are tested in tests/unit/zones.
#include "tact/time_zone.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using tact::Instant;
using tact::LocalTime;
using tact::TimeZone;

namespace {

Instant at(std::string_view text) { return tact::parse_instant(text).value(); }

// "2026-03-29 02:30" as a wall clock shows it.
LocalTime wall(std::string_view text) {
  std::string utc(text);
  utc[10] = 'T';
  return LocalTime{at(utc + ":00Z").time_since_epoch()};
}

TimeZone central_europe() {
  return TimeZone("CE", {{at("2025-10-26T01:00:00Z"), 1h},
                         {at("2026-03-29T01:00:00Z"), 2h},
                         {at("2026-10-25T01:00:00Z"), 1h}});
}

}  // namespace

TEST_CASE("the first offset also holds before its begin, the last for ever") {
  const TimeZone zone = central_europe();
  CHECK(zone.offset_at(at("1970-01-01T00:00:00Z")) == 1h);
  CHECK(zone.offset_at(at("2026-03-29T00:59:59.999Z")) == 1h);
  CHECK(zone.offset_at(at("2026-03-29T01:00:00Z")) == 2h);
  CHECK(zone.offset_at(at("2026-10-25T01:00:00Z")) == 1h);
  CHECK(zone.offset_at(at("9999-12-31T00:00:00Z")) == 1h);
  CHECK(zone.offset_at(Instant::max()) == 1h);
}

TEST_CASE("a wall-clock time stands for one instant") {
  struct Row {
    std::string_view wall;
    std::string_view instant;
  };
  const auto row = GENERATE(values<Row>({
      {"1999-07-01 12:00", "1999-07-01T12:00:00+01:00"},  // Before the first change known.
      {"2026-03-29 01:59", "2026-03-29T01:59:00+01:00"},
      {"2026-03-29 02:00", "2026-03-29T03:00:00+02:00"},  // Skipped: the instant of the change.
      {"2026-03-29 02:59", "2026-03-29T03:00:00+02:00"},
      {"2026-03-29 03:00", "2026-03-29T03:00:00+02:00"},
      {"2026-10-25 01:59", "2026-10-25T01:59:00+02:00"},
      {"2026-10-25 02:00", "2026-10-25T02:00:00+02:00"},  // Repeated: the first occurrence.
      {"2026-10-25 02:59", "2026-10-25T02:59:00+02:00"},
      {"2026-10-25 03:00", "2026-10-25T03:00:00+01:00"},
      {"2040-07-01 12:00", "2040-07-01T12:00:00+01:00"},
  }));
  INFO(row.wall);
  CHECK(tact::format_instant(central_europe().to_instant(wall(row.wall))) ==
        tact::format_instant(at(row.instant)));
}

TEST_CASE("changes that follow each other within their own size keep the rule") {
  // Two hours ahead at 12:00, back again twenty minutes later. 14:00 to 14:19 are seen twice; 12:30
  // is first skipped and only later seen, so the skip decides.
  const TimeZone zone("odd", {{at("2026-06-01T00:00:00Z"), 0h},
                              {at("2026-06-01T12:00:00Z"), 2h},
                              {at("2026-06-01T12:20:00Z"), 0h}});
  CHECK(zone.to_instant(wall("2026-06-01 11:59")) == at("2026-06-01T11:59:00Z"));
  CHECK(zone.to_instant(wall("2026-06-01 12:30")) == at("2026-06-01T12:00:00Z"));
  CHECK(zone.to_instant(wall("2026-06-01 14:10")) == at("2026-06-01T12:10:00Z"));
  CHECK(zone.to_instant(wall("2026-06-01 14:20")) == at("2026-06-01T14:20:00Z"));
}

TEST_CASE("an entry that leaves the offset as it is counts as no change") {
  const TimeZone zone("renamed", {{at("2026-01-01T00:00:00Z"), 3h},
                                  {at("2026-02-01T00:00:00Z"), 3h},
                                  {at("2026-03-01T00:00:00Z"), 4h}});
  CHECK(zone.next_transition(at("2025-06-01T00:00:00Z")) == at("2026-03-01T00:00:00Z"));
  CHECK(zone.next_transition(at("2026-03-01T00:00:00Z")) == Instant::max());
}

TEST_CASE("the next change of date is local midnight or a change of the clocks") {
  struct Row {
    std::string_view after;
    std::string_view next;
  };
  const auto row = GENERATE(values<Row>({
      {"2026-03-27T12:00:00+01:00", "2026-03-28T00:00:00+01:00"},
      {"2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00"},  // After, so not midnight itself.
      {"2026-03-28T23:59:59.999+01:00", "2026-03-29T00:00:00+01:00"},
      {"2026-03-29T00:00:00+01:00", "2026-03-29T03:00:00+02:00"},
      {"2026-03-29T03:00:00+02:00", "2026-03-30T00:00:00+02:00"},
  }));
  INFO(row.after);
  CHECK(tact::format_instant(central_europe().next_date_change(at(row.after))) ==
        tact::format_instant(at(row.next)));
}

TEST_CASE("a span is added on the zone's wall clock") {
  struct Row {
    std::string_view from;
    std::string_view span;
    std::string_view end;
  };
  const auto row = GENERATE(values<Row>({
      {"2026-03-28T12:00:00+01:00", "24h", "2026-03-29T13:00:00+02:00"},  // 24 hours are 24 hours.
      {"2026-02-28T12:00:00+01:00", "1 month", "2026-03-28T12:00:00+01:00"},
      {"2026-03-28T12:00:00+01:00", "1 month", "2026-04-28T12:00:00+02:00"},
      {"2026-01-31T12:00:00+01:00", "1 month", "2026-02-28T12:00:00+01:00"},  // The month's end.
      {"2027-12-31T12:00:00+01:00", "2 months", "2028-02-29T12:00:00+01:00"},
      {"2026-08-31T12:00:00+02:00", "18 months", "2028-02-29T12:00:00+01:00"},
      {"2024-02-29T12:00:00+01:00", "1 year", "2025-02-28T12:00:00+01:00"},
      {"2026-02-28T12:00:00+01:00", "2 years", "2028-02-28T12:00:00+01:00"},
      {"2026-02-28T02:30:00+01:00", "1 month", "2026-03-28T02:30:00+01:00"},
      {"2026-01-29T02:30:00+01:00", "2 months", "2026-03-29T03:00:00+02:00"},  // Skipped.
      {"2026-09-25T02:30:00+02:00", "1 month", "2026-10-25T02:30:00+02:00"},   // Repeated.
      // Whole local dates lie between: after 3 November with 60 the first is 3 January.
      {"2026-11-03T15:20:00+01:00", "60 calendar days", "2027-01-03T00:00:00+01:00"},
      {"2026-11-03T00:00:00+01:00", "60 calendar days", "2027-01-03T00:00:00+01:00"},
      {"2026-11-03T23:59:59.999+01:00", "60 calendar days", "2027-01-03T00:00:00+01:00"},
      {"2026-03-28T12:00:00+01:00", "1 calendar day", "2026-03-30T00:00:00+02:00"},
  }));
  INFO(row.from << " and " << row.span);
  CHECK(tact::format_instant(
            tact::add_span(central_europe(), at(row.from), tact::parse_span(row.span).value())) ==
        tact::format_instant(at(row.end)));
}

TEST_CASE("a zone nearby says what the zone says, near or far") {
  // Summer time, and a date line that moved.
  const TimeZone moving("Moving", {{at("2025-10-26T01:00:00Z"), 1h},
                                   {at("2026-03-29T01:00:00Z"), 2h},
                                   {at("2026-04-02T00:00:00Z"), -13h},
                                   {at("2026-04-03T00:00:00Z"), 13h},
                                   {at("2026-04-20T00:00:00Z"), 12h}});
  const Instant begin = at("2026-03-26T00:00:00Z");
  const Instant end = at("2026-04-24T00:00:00Z");
  for (const TimeZone& zone : {central_europe(), moving}) {
    for (Instant near = begin; near < end; near += 7h) {
      const tact::ZoneNearby nearby(zone, near);
      for (Instant instant = begin; instant < end; instant += 30min) {
        const LocalTime local{instant.time_since_epoch()};
        const bool same = nearby.date_at(instant) == zone.date_at(instant) &&
                          nearby.to_instant(local) == zone.to_instant(local) &&
                          nearby.next_date_change(instant) == zone.next_date_change(instant);
        if (!same)
          FAIL(zone.name() << ", " << tact::format_instant(instant) << ", as seen from "
                           << tact::format_instant(near));
      }
    }
  }
}

TEST_CASE("the event's own date may be the first of the calendar days") {
  const auto end = tact::add_span(central_europe(), at("2026-11-03T15:20:00+01:00"),
                                  tact::parse_span("60 calendar days").value(), true);
  CHECK(tact::format_instant(end) == "2027-01-01T23:00:00.000Z");  // 2 January, 00:00 there.
  SECTION("which changes nothing for spans that are no calendar days") {
    const auto from = at("2026-11-03T15:20:00+01:00");
    for (const std::string_view text : {"7d", "1 month"}) {
      const tact::Span span = tact::parse_span(text).value();
      CHECK(tact::add_span(central_europe(), from, span, true) ==
            tact::add_span(central_europe(), from, span, false));
    }
  }
}

TEST_CASE("a book finds zones by name and by country") {
  const TimeZone one("One", {{Instant{}, 1h}});
  const TimeZone two("Two", {{Instant{}, 2h}});
  tact::ZoneBook book({one, two}, {{"XA", {"Two", "One"}}, {"XB", {"One"}}});

  const TimeZone* found = book.find("One");
  REQUIRE(found != nullptr);
  CHECK(found->offset_at(Instant{}) == 1h);
  CHECK(book.find("one") == nullptr);
  CHECK(book.find("") == nullptr);

  REQUIRE(book.of_country("XA").size() == 2);  // In the order given.
  CHECK(book.of_country("XA")[0]->name() == "Two");
  CHECK(book.of_country("XA")[1]->name() == "One");
  CHECK(book.of_country("XC").empty());
  CHECK(book.knows_country("XB"));
  CHECK_FALSE(book.knows_country("XC"));

  SECTION("and its zones stay where they are when it moves") {
    const tact::ZoneBook moved = std::move(book);
    CHECK(moved.find("One") == found);
    CHECK(moved.of_country("XB")[0] == found);
  }
}
