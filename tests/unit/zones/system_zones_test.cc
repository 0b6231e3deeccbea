// What the zones of tzdata say, in cases from past years that no later tzdata will change.
#include "zones/system_zones.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

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

tact::LocalDate date(std::string_view text) { return tact::parse_date(text).value(); }

// The same text for the same instant, so that a failing row shows both.
std::string utc(std::string_view text) { return tact::format_instant(at(text)); }

struct SystemZones {
  tact::ZoneBook book = tact::load_system_zones().value();

  const TimeZone& zone(std::string_view name) const {
    INFO(name);
    const TimeZone* found = book.find(name);
    REQUIRE(found != nullptr);
    return *found;
  }
};

}  // namespace

TEST_CASE_METHOD(SystemZones, "a wall-clock time of a zone stands for one instant") {
  struct Row {
    std::string_view zone, wall, instant;
  };
  const auto row = GENERATE(values<Row>({
      {"Europe/Istanbul", "2015-07-01 12:00", "2015-07-01T12:00:00+03:00"},
      {"Europe/Istanbul", "2016-01-01 12:00", "2016-01-01T12:00:00+02:00"},
      {"Europe/Istanbul", "2020-01-01 12:00",
       "2020-01-01T12:00:00+03:00"},                                       // Summer time for good.
      {"Europe/Berlin", "2024-03-31 02:30", "2024-03-31T03:00:00+02:00"},  // Skipped.
      {"Europe/Berlin", "2024-10-27 02:30", "2024-10-27T02:30:00+02:00"},  // The first of two.
      {"Europe/Dublin", "2024-07-01 12:00", "2024-07-01T12:00:00+01:00"},
      {"America/New_York", "2024-03-10 02:00", "2024-03-10T03:00:00-04:00"},
      {"US/Eastern", "2024-03-10 02:00", "2024-03-10T03:00:00-04:00"},  // An old name.
      {"America/Phoenix", "2024-07-01 12:00", "2024-07-01T12:00:00-07:00"},
      {"Asia/Kolkata", "2024-07-01 12:00", "2024-07-01T12:00:00+05:30"},
      {"Asia/Kathmandu", "2024-07-01 12:00", "2024-07-01T12:00:00+05:45"},
      {"UTC", "2024-07-01 12:00", "2024-07-01T12:00:00Z"},
      {"Etc/UTC", "2024-07-01 12:00", "2024-07-01T12:00:00Z"},
      {"Etc/GMT+5", "2024-07-01 12:00", "2024-07-01T12:00:00-05:00"},  // Its sign is reversed.
      // Lord Howe Island changes by half an hour.
      {"Australia/Lord_Howe", "2024-04-07 01:45", "2024-04-07T01:45:00+11:00"},
      {"Australia/Lord_Howe", "2024-10-06 02:15", "2024-10-06T02:30:00+11:00"},
      // Cuba repeats the hour after midnight.
      {"America/Havana", "2024-11-03 00:30", "2024-11-03T00:30:00-04:00"},
      // Samoa crossed the date line and had no 30 December.
      {"Pacific/Apia", "2011-12-30 12:00", "2011-12-31T00:00:00+14:00"},
  }));
  INFO(row.zone << ' ' << row.wall);
  CHECK(tact::format_instant(zone(row.zone).to_instant(wall(row.wall))) == utc(row.instant));
}

TEST_CASE_METHOD(SystemZones, "a date starts at its first instant") {
  struct Row {
    std::string_view zone, date, start;
  };
  const auto row = GENERATE(values<Row>({
      {"Europe/Istanbul", "2024-03-31", "2024-03-31T00:00:00+03:00"},
      {"America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"},  // Midnight is skipped.
      {"Africa/Cairo", "2024-04-26", "2024-04-26T01:00:00+03:00"},       // So it is here.
      {"Africa/Cairo", "2024-11-01", "2024-11-01T00:00:00+02:00"},    // At midnight back to 23:00.
      {"Asia/Beirut", "2020-10-25", "2020-10-25T00:00:00+02:00"},     // The same.
      {"America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00"},  // Midnight comes twice.
      // At 00:01 back to 23:01: the date begins, is left again, and begins anew.
      {"America/St_Johns", "2008-11-02", "2008-11-02T00:00:00-02:30"},
      {"Pacific/Apia", "2011-12-30", "2011-12-31T00:00:00+14:00"},  // There was no such date.
      {"Pacific/Apia", "2011-12-31", "2011-12-31T00:00:00+14:00"},
  }));
  INFO(row.zone << ' ' << row.date);
  CHECK(tact::format_instant(zone(row.zone).start_of(date(row.date))) == utc(row.start));
}

TEST_CASE_METHOD(SystemZones, "dates change at midnight, and may be seen twice") {
  struct Row {
    std::string_view zone, after, next, date_then;
  };
  const auto row = GENERATE(values<Row>({
      {"Europe/Istanbul", "2024-06-01T12:00:00+03:00", "2024-06-02T00:00:00+03:00", "2024-06-02"},
      {"America/Sao_Paulo", "2018-11-03T12:00:00-03:00", "2018-11-04T01:00:00-02:00", "2018-11-04"},
      // Beirut's first midnight is none: the clocks show 23:00 of the same date.
      {"Asia/Beirut", "2020-10-24T12:00:00+03:00", "2020-10-24T23:00:00+02:00", "2020-10-24"},
      {"Asia/Beirut", "2020-10-24T23:00:00+02:00", "2020-10-25T00:00:00+02:00", "2020-10-25"},
      {"America/St_Johns", "2008-11-01T12:00:00-02:30", "2008-11-02T00:00:00-02:30", "2008-11-02"},
      {"America/St_Johns", "2008-11-02T00:00:00-02:30", "2008-11-01T23:01:00-03:30", "2008-11-01"},
      {"America/St_Johns", "2008-11-01T23:01:00-03:30", "2008-11-02T00:00:00-03:30", "2008-11-02"},
      {"Pacific/Apia", "2011-12-29T12:00:00-10:00", "2011-12-31T00:00:00+14:00", "2011-12-31"},
  }));
  INFO(row.zone << ' ' << row.after);
  const Instant next = zone(row.zone).next_date_change(at(row.after));
  CHECK(tact::format_instant(next) == utc(row.next));
  CHECK(tact::format_date(zone(row.zone).date_at(next)) == row.date_then);
}

TEST_CASE_METHOD(SystemZones, "calendar days end at the start of a date, whenever that is") {
  const tact::Span one_day = tact::parse_span("1 calendar day").value();
  CHECK(tact::format_instant(
            tact::add_span(zone("America/Sao_Paulo"), at("2018-11-02T12:00:00-03:00"), one_day)) ==
        utc("2018-11-04T01:00:00-02:00"));
  CHECK(tact::format_instant(tact::add_span(zone("Africa/Cairo"), at("2024-10-30T12:00:00+03:00"),
                                            one_day)) == utc("2024-11-01T00:00:00+02:00"));
}

TEST_CASE_METHOD(SystemZones, "a country has its zones in zone.tab's order") {
  const auto names = [this](std::string_view country) {
    std::vector<std::string> all;
    for (const TimeZone* each : book.of_country(country)) all.push_back(each->name());
    return all;
  };
  CHECK(names("TR") == std::vector<std::string>{"Europe/Istanbul"});
  CHECK(names("DE") == std::vector<std::string>{"Europe/Berlin", "Europe/Busingen"});
  CHECK(names("PT") ==
        std::vector<std::string>{"Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"});
  REQUIRE(names("US").size() > 20);
  CHECK(names("US").front() == "America/New_York");
  CHECK(names("US").back() == "Pacific/Honolulu");
  CHECK_FALSE(book.knows_country("XX"));
  CHECK_FALSE(book.knows_country("us"));
}

TEST_CASE_METHOD(SystemZones, "the machine's own setting is no zone") {
  CHECK(book.find("localtime") == nullptr);
  CHECK(book.find("posixrules") == nullptr);
  CHECK(book.find("posix/Europe/Berlin") == nullptr);
  CHECK(book.find("zone.tab") == nullptr);
}
