// Caps: how many contacts a window may hold, and where windows begin and end.
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("a contact exactly a window ago is outside it", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "7d"));
  desk.contact("2026-11-17 14:00 +03:00");
  desk.answers(
      {{"2026-11-24 14:00 +03:00", "allow"},
       {"2026-11-24 13:59:59.999 +03:00", "defer cap-reached until 2026-11-24 14:00 +03:00"},
       {"2026-11-17 14:00 +03:00", "defer cap-reached until 2026-11-24 14:00 +03:00",
        "two at the same instant are two"}});
}

TEST_CASE("a rolling day is 24 hours, even when the clocks change", "[decide]") {
  Desk desk("Europe/Paris");
  desk.rule(cap(1, "24h"));
  desk.contact("2026-10-24 20:00 +02:00");
  desk.expect("2026-10-25 18:59 +01:00", "defer cap-reached until 2026-10-25 19:00 +01:00",
              "the day of the change has 25 hours");
  desk.expect("2026-10-25 19:00 +01:00", "allow");
}

TEST_CASE("contacts that are reserved in the future count as past ones do", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "7d"));
  desk.contact("2026-11-27 14:00 +03:00");
  desk.answers(
      {{"2026-11-20 14:00 +03:00", "allow", "exactly a window before it"},
       {"2026-11-20 14:00:00.001 +03:00", "defer cap-reached until 2026-12-04 14:00 +03:00",
        "the next time is after it, not before"},
       {"2026-12-04 14:00 +03:00", "allow"}});
}

TEST_CASE("no window anywhere may hold more, not only the one that ends now", "[decide]") {
  Desk desk;
  desk.rule(cap(2, "7d"));
  desk.contact("2026-11-20 12:00 +03:00");
  desk.contact("2026-11-26 12:00 +03:00");
  // 20, 24 and 26 November lie within seven days.
  desk.expect("2026-11-24 12:00 +03:00", "defer cap-reached until 2026-11-27 12:00 +03:00");
  desk.expect("2026-11-27 12:00 +03:00", "allow");
  desk.expect("2026-11-19 12:00 +03:00", "allow", "19 and 26 are seven days apart");
  desk.contact("2026-12-01 12:00 +03:00");
  desk.expect("2026-11-27 12:00 +03:00", "defer cap-reached until 2026-12-03 12:00 +03:00",
              "26, 27 and 1 December would lie within seven days");
}

TEST_CASE("a gap between reservations is found", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "24h"));
  for (const char* reserved : {"2026-11-24 10:00 +03:00", "2026-11-25 12:00 +03:00",
                               "2026-11-27 12:00 +03:00", "2026-11-29 11:59 +03:00"}) {
    desk.contact(reserved);
  }
  desk.expect("2026-11-24 11:00 +03:00", "defer cap-reached until 2026-11-26 12:00 +03:00",
              "26 hours from the 24th to the 25th leave no place, 48 leave one instant");
  desk.contact("2026-11-26 12:00 +03:00");
  desk.expect("2026-11-24 11:00 +03:00", "defer cap-reached until 2026-11-30 11:59 +03:00",
              "a minute less than 48 hours leaves none");
}

TEST_CASE("a calendar day is the customer's own", "[decide]") {
  Desk desk("Europe/Istanbul");
  desk.rule(cap(1, "calendar day"));
  desk.contact("2026-11-24 23:30 +03:00");
  desk.answers(
      {{"2026-11-24 00:00 +03:00", "defer cap-reached until 2026-11-25 00:00 +03:00",
        "21:00 the day before in UTC, but the same day in Istanbul"},
       {"2026-11-23 23:59:59.999 +03:00", "allow"},
       {"2026-11-24 23:59:59.999 +03:00", "defer cap-reached until 2026-11-25 00:00 +03:00"},
       {"2026-11-25 00:00 +03:00", "allow", "still 24 November in UTC"},
       {"2026-11-25 02:59 +03:00", "allow"}});
}

TEST_CASE("a calendar day has 23 or 25 hours when the clocks change", "[decide]") {
  Desk paris("Europe/Paris");
  paris.rule(cap(1, "calendar day"));
  paris.contact("2026-10-25 00:30 +02:00");
  paris.expect("2026-10-25 23:59 +01:00", "defer cap-reached until 2026-10-26 00:00 +01:00",
               "24 and a half hours later, on the same date");
  Desk york("America/New_York");
  york.rule(cap(1, "calendar day"));
  york.contact("2026-03-08 00:30 -05:00");
  york.expect("2026-03-08 23:59 -04:00", "defer cap-reached until 2026-03-09 00:00 -04:00");
  Desk cairo("Africa/Cairo");  // There midnight of 24 April 2026 is skipped.
  cairo.rule(cap(1, "calendar day"));
  cairo.contact("2026-04-23 10:00 +02:00");
  cairo.expect("2026-04-23 23:59 +02:00", "defer cap-reached until 2026-04-24 01:00 +03:00",
               "the date begins at one o'clock");
}

TEST_CASE("weeks begin on Monday; months, quarters and years on their first day", "[decide]") {
  struct Case {
    std::string within, contact, last, next, why;
  };
  const std::vector<Case> cases = {
      {"calendar week", "2026-11-23 00:00 +03:00", "2026-11-29 23:59 +03:00",
       "2026-11-30 00:00 +03:00", "Monday to Sunday"},
      {"calendar week", "2026-12-28 09:00 +03:00", "2027-01-03 23:59 +03:00",
       "2027-01-04 00:00 +03:00", "a week goes on across the year's end"},
      {"calendar month", "2026-11-01 00:00 +03:00", "2026-11-30 23:59 +03:00",
       "2026-12-01 00:00 +03:00", "November"},
      {"calendar month", "2028-02-01 09:00 +03:00", "2028-02-29 23:59 +03:00",
       "2028-03-01 00:00 +03:00", "a leap year's February"},
      {"calendar quarter", "2026-10-01 00:00 +03:00", "2026-12-31 23:59 +03:00",
       "2027-01-01 00:00 +03:00", "October to December"},
      {"calendar quarter", "2026-01-01 00:00 +03:00", "2026-03-31 23:59 +03:00",
       "2026-04-01 00:00 +03:00", "January to March"},
      {"calendar year", "2026-01-01 00:00 +03:00", "2026-12-31 23:59 +03:00",
       "2027-01-01 00:00 +03:00", "the whole year"}};
  for (const Case& row : cases) {
    Desk desk;
    desk.rule(cap(1, row.within));
    desk.contact(row.contact);
    desk.expect(row.last, "defer cap-reached until " + row.next, row.why);
    desk.expect(row.next, "allow", row.why);
  }
}

TEST_CASE("any run of that many local dates holds at most so many", "[decide]") {
  Desk desk;
  desk.rule(cap(2, "30 calendar days"));
  desk.contact("2026-11-01 23:59 +03:00");
  desk.contact("2026-11-10 08:00 +03:00");
  desk.answers({{"2026-11-30 23:59 +03:00", "defer cap-reached until 2026-12-01 00:00 +03:00",
                 "1 to 30 November are thirty dates"},
                {"2026-12-01 00:00 +03:00", "allow", "the run from 2 November has the 10th only"},
                {"2026-10-12 00:00 +03:00", "defer cap-reached until 2026-12-01 00:00 +03:00",
                 "12 October to 10 November are thirty dates"},
                {"2026-10-11 23:59 +03:00", "allow"}});
}

TEST_CASE("a run of one date is a calendar day", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "1 calendar day"));
  desk.contact("2026-11-24 23:59 +03:00");
  desk.expect("2026-11-24 00:00 +03:00", "defer cap-reached until 2026-11-25 00:00 +03:00");
  desk.expect("2026-11-25 00:00 +03:00", "allow");
}

TEST_CASE("where the customer may be in several zones a local window must hold in each",
          "[decide]") {
  Desk desk("");
  desk.profile().region = "US-FL";
  desk.world.policy.regions["US-FL"] = {desk.zone("America/New_York"),
                                        desk.zone("America/Chicago")};
  desk.rule(cap(1, "calendar day"));
  desk.contact("2026-11-24 12:00 -05:00");
  desk.answers({{"2026-11-25 00:30 -05:00", "defer cap-reached until 2026-11-25 01:00 -05:00",
                 "still 24 November in Chicago"},
                {"2026-11-25 01:00 -05:00", "allow"},
                {"2026-11-24 00:00 -05:00", "defer cap-reached until 2026-11-25 01:00 -05:00"},
                {"2026-11-23 23:59 -05:00", "allow"}});
  std::swap(desk.world.policy.regions["US-FL"][0], desk.world.policy.regions["US-FL"][1]);
  desk.expect("2026-11-24 12:00 -05:00", "defer cap-reached until 2026-11-25 01:00 -05:00",
              "in whichever order the zones are named");
}

TEST_CASE("local windows need the customer's clock and rolling ones do not", "[decide]") {
  Desk desk("Nowhere/At_All");
  desk.rule(cap(1, "calendar day"));
  desk.expect(now, "deny timezone-unknown");
  desk.world.policy.rules[0].check = cap(1, "3 calendar days");
  desk.expect(now, "deny timezone-unknown");
  desk.world.policy.rules[0].check = cap(1, "24h");
  desk.expect(now, "allow");
  desk.world.policy.rules[0].check = cap(1, "calendar day");
  desk.world.policy.defaults.timezone = desk.zone("Europe/Istanbul");
  desk.expect(now, "allow", "the policy's default");
}

}  // namespace
}  // namespace tact::desk
