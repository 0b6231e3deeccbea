#include "zones/posix_rule.h"

#include <chrono>
#include <string_view>

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("a zone without daylight time has an offset only") {
  struct Row {
    std::string_view rule;
    std::chrono::minutes offset;
  };
  const auto row = GENERATE(values<Row>({{"UTC0", 0min},
                                         {"EST5", -300min},
                                         {"<+03>-3", 180min},
                                         {"<+0545>-5:45", 345min},
                                         {"<-0930>9:30", -570min}}));
  INFO(row.rule);
  const auto rule = tact::parse_posix_rule(row.rule);
  REQUIRE(rule);
  CHECK(rule->offset == row.offset);
  CHECK_FALSE(rule->daylight);
  CHECK(rule->changes(2040y, 2050y).empty());
}

TEST_CASE("a rule gives the two changes of a year") {
  struct Row {
    std::string_view rule;
    std::string_view first, second;  // of 2040, a leap year
    bool northern;                   // daylight time begins with the first
  };
  const auto row = GENERATE(values<Row>({
      // Berlin: last Sunday in March to the last in October, at 01:00 UTC.
      {"CET-1CEST,M3.5.0,M10.5.0/3", "2040-03-25T01:00:00.000Z", "2040-10-28T01:00:00.000Z", true},
      // New York: second Sunday in March to the first in November, at 02:00 on the wall clock.
      {"EST5EDT,M3.2.0,M11.1.0", "2040-03-11T07:00:00.000Z", "2040-11-04T06:00:00.000Z", true},
      // Sydney: the south has its summer over the new year.
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2040-03-31T16:00:00.000Z", "2040-10-06T16:00:00.000Z",
       false},
      // Lord Howe: half an hour.
      {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2040-03-31T15:00:00.000Z",
       "2040-10-06T15:30:00.000Z", false},
      // Nuuk: an hour before the midnight of the last Sunday, that is, on Saturday.
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2040-03-25T01:00:00.000Z", "2040-10-28T01:00:00.000Z",
       true},
      // Gaza: 50 hours after the fourth Thursday begins, that is, on Saturday at 02:00.
      {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2040-03-24T00:00:00.000Z", "2040-10-26T23:00:00.000Z",
       true},
      // Days by number: 1 March with and without counting 29 February.
      {"AAA0BBB,J60/0,J305/0", "2040-03-01T00:00:00.000Z", "2040-10-31T23:00:00.000Z", true},
      {"AAA0BBB,60/0,305/0", "2040-03-01T00:00:00.000Z", "2040-10-31T23:00:00.000Z", true},
  }));
  INFO(row.rule);
  const auto rule = tact::parse_posix_rule(row.rule);
  REQUIRE(rule);
  REQUIRE(rule->daylight);
  const auto changes = rule->changes(2040y, 2040y);
  REQUIRE(changes.size() == 2);
  CHECK(tact::format_instant(changes[0].begin) == row.first);
  CHECK(tact::format_instant(changes[1].begin) == row.second);
  const auto summer = rule->daylight->offset;
  CHECK(changes[0].offset == (row.northern ? summer : rule->offset));
  CHECK(changes[1].offset == (row.northern ? rule->offset : summer));
}

TEST_CASE("daylight time may be behind standard time") {
  const auto rule = tact::parse_posix_rule("IST-1GMT0,M10.5.0,M3.5.0/1");  // Dublin, in its law.
  REQUIRE(rule);
  CHECK(rule->offset == 1h);
  REQUIRE(rule->daylight);
  CHECK(rule->daylight->offset == 0h);
}

TEST_CASE("daylight time all the year is one offset after the first change") {
  const auto rule = tact::parse_posix_rule("XXX3EDT4,0/0,J365/23");
  REQUIRE(rule);
  const auto changes = rule->changes(2040y, 2042y);
  REQUIRE(changes.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) CHECK(changes[i].offset == -4h);
}

TEST_CASE("anything else is no rule") {
  const std::string_view text = GENERATE(values<std::string_view>(
      {"", "CET", "C-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x",
       "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
       "CET-1CEST,J0,J365", "CET-1CEST,J1,J366", "CET-1CEST,M3.5.0/168,M10.5.0", "<+03-3", "CET-25",
       "CET-1:60", "CET-99999999999999"}));
  INFO(text);
  CHECK_FALSE(tact::parse_posix_rule(text));
}
