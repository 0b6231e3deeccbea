// Hours: when the customer's own clock allows a contact.
#include <chrono>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

LocalDate date(std::string_view text) {
  const auto date = parse_date(text);
  REQUIRE(date.has_value());
  return *date;
}

TEST_CASE("open from the first minute until before the last", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-13:00", "mon-fri 14:00-20:00", "sat 10:00-16:00"}));
  desk.answers(
      {{"2026-11-24 08:59:59.999 +03:00", "defer outside-hours until 2026-11-24 09:00 +03:00"},
       {"2026-11-24 09:00 +03:00", "allow"},
       {"2026-11-24 12:59:59.999 +03:00", "allow"},
       {"2026-11-24 13:00 +03:00", "defer outside-hours until 2026-11-24 14:00 +03:00"},
       {"2026-11-24 14:00 +03:00", "allow"},
       {"2026-11-24 20:00 +03:00", "defer outside-hours until 2026-11-25 09:00 +03:00"},
       {"2026-11-27 20:00 +03:00", "defer outside-hours until 2026-11-28 10:00 +03:00",
        "Friday night to Saturday"},
       {"2026-11-28 16:00 +03:00", "defer outside-hours until 2026-11-30 09:00 +03:00",
        "Saturday to Monday"}});
}

TEST_CASE("hours that cross midnight belong to the day on which they begin", "[decide]") {
  Desk desk;
  desk.rule(open({"fri 22:00-26:00"}));
  desk.answers({{"2026-11-27 21:59 +03:00", "defer outside-hours until 2026-11-27 22:00 +03:00"},
                {"2026-11-27 22:00 +03:00", "allow"},
                {"2026-11-28 00:00 +03:00", "allow"},
                {"2026-11-28 01:59:59.999 +03:00", "allow", "Saturday's small hours"},
                {"2026-11-28 02:00 +03:00", "defer outside-hours until 2026-12-04 22:00 +03:00"},
                {"2026-11-27 01:00 +03:00", "defer outside-hours until 2026-11-27 22:00 +03:00",
                 "Friday's small hours belong to Thursday"}});
}

TEST_CASE("midnight to midnight leaves no hole", "[decide]") {
  Desk desk("Europe/Paris");
  desk.rule(open({"sun-sat 00:00-24:00"}));
  desk.answers({{"2026-11-24 23:59:59.999 +01:00", "allow"},
                {"2026-11-25 00:00 +01:00", "allow"},
                {"2026-10-25 02:30 +02:00", "allow", "the hour that is repeated"},
                {"2026-10-25 02:30 +01:00", "allow", "and its second occurrence"}});
}

TEST_CASE("hours are the customer's, not those of UTC", "[decide]") {
  Desk desk("Europe/Istanbul");
  desk.rule(open({"tue 00:00-24:00"}));
  desk.answers({{"2026-11-23 21:00 +00:00", "allow", "Monday in UTC, Tuesday in Istanbul"},
                {"2026-11-24 21:00 +00:00", "defer outside-hours until 2026-11-30 21:00 +00:00",
                 "Tuesday in UTC, Wednesday in Istanbul"}});
}

TEST_CASE("a skipped hour stands for the change, a repeated one for its first time", "[decide]") {
  struct Case {
    std::string zone, open, at, answer, why;
  };
  const std::vector<Case> cases = {
      // Lisbon, 29 March 2026: 01:00 +00 becomes 02:00 +01.
      {"Europe/Lisbon", "sun 01:30-05:00", "2026-03-29 00:59:59.999 +00:00",
       "defer outside-hours until 2026-03-29 02:00 +01:00", "opens at the change"},
      {"Europe/Lisbon", "sun 01:30-05:00", "2026-03-29 02:00 +01:00", "allow", "at the change"},
      {"Europe/Lisbon", "sun 00:30-01:30", "2026-03-29 00:59:59.999 +00:00", "allow",
       "until the change"},
      {"Europe/Lisbon", "sun 00:30-01:30", "2026-03-29 02:00 +01:00",
       "defer outside-hours until 2026-04-05 00:30 +01:00", "closes at the change"},
      {"Europe/Lisbon", "sun 01:15-01:45", "2026-03-29 00:30 +00:00",
       "defer outside-hours until 2026-04-05 01:15 +01:00", "wholly skipped: not open at all"},
      // Lisbon, 25 October 2026: 02:00 +01 becomes 01:00 +00.
      {"Europe/Lisbon", "sun 01:30-05:00", "2026-10-25 01:30 +01:00", "allow", "the first 01:30"},
      {"Europe/Lisbon", "sun 01:30-05:00", "2026-10-25 01:15 +00:00", "allow",
       "01:15 again, but open since the first 01:30"},
      {"Europe/Lisbon", "sun 00:00-01:30", "2026-10-25 01:15 +00:00",
       "defer outside-hours until 2026-11-01 00:00 +00:00", "closed since the first 01:30"},
      // Paris, 29 March 2026: 02:00 +01 becomes 03:00 +02.
      {"Europe/Paris", "sun 09:00-20:00", "2026-03-29 08:00 +01:00", "allow", "09:00 summer time"},
      {"Europe/Paris", "sun 09:00-20:00", "2026-03-28 20:00 +01:00",
       "defer outside-hours until 2026-03-29 09:00 +02:00", "a night of one hour less"},
      {"Europe/Paris", "sat-sun 09:00-20:00", "2026-10-24 20:00 +02:00",
       "defer outside-hours until 2026-10-25 09:00 +01:00", "a night of one hour more"},
      // New York, 8 March and 1 November 2026.
      {"America/New_York", "sun 02:30-03:30", "2026-03-08 01:59 -05:00",
       "defer outside-hours until 2026-03-08 03:00 -04:00", "02:30 is skipped"},
      {"America/New_York", "sun 01:30-02:30", "2026-11-01 01:29 -04:00",
       "defer outside-hours until 2026-11-01 01:30 -04:00", "the first 01:30"},
      {"America/New_York", "sun 01:30-02:30", "2026-11-01 01:10 -05:00", "allow",
       "the hour between the two"},
      {"America/New_York", "sun 01:30-02:30", "2026-11-01 02:30 -05:00",
       "defer outside-hours until 2026-11-08 01:30 -05:00", "two hours long that day"},
      // Havana, 8 March 2026: midnight is skipped.
      {"America/Havana", "sun 00:00-08:00", "2026-03-07 23:59 -05:00",
       "defer outside-hours until 2026-03-08 01:00 -04:00", "Sunday begins at one o'clock"}};
  for (const Case& row : cases) {
    Desk desk(row.zone);
    desk.rule(open({row.open}));
    desk.expect(row.at, row.answer, row.zone + ": " + row.why);
  }
}

TEST_CASE("a rule may have a clock of its own", "[decide]") {
  Desk desk("America/New_York");
  HoursCheck check = open({"mon-fri 09:00-18:00"});
  check.clock = desk.zone("Europe/Paris");
  desk.rule(check);
  desk.expect("2026-11-24 09:00 +01:00", "allow", "3 a.m. in New York does not matter");
  desk.world.customer.profile.reset();
  desk.expect("2026-11-24 09:00 +01:00", "allow", "nor does an unknown zone");
}

TEST_CASE("the customer's clock is the first that is known", "[decide]") {
  Desk desk("");
  desk.rule(open({"mon-fri 09:00-10:00"}));
  const std::string paris = "2026-11-24 09:30 +01:00";
  const std::string istanbul = "2026-11-24 09:30 +03:00";
  desk.expect(paris, "deny timezone-unknown", "nothing is known");
  desk.world.policy.defaults.country = "FR";
  desk.expect(paris, "allow", "the zones of the default country");
  desk.world.policy.defaults.timezone = desk.zone("Europe/Istanbul");
  desk.expect(istanbul, "allow", "the default zone comes before it");
  desk.profile().country = "FR";
  desk.expect(paris, "allow", "the customer's country comes before the defaults");
  desk.profile().country = "ZZ";
  desk.expect(istanbul, "allow", "a country without zones says nothing");
  desk.profile().country = "";
  desk.profile().region = "FR-IDF";
  desk.expect(paris, "allow", "a region gives the country");
  desk.profile().country = "FR";
  desk.world.policy.regions["FR-IDF"] = {desk.zone("Europe/Istanbul")};
  desk.expect(istanbul, "allow", "a region that the policy knows comes before the country");
  desk.profile().timezone = "Europe/Paris";
  desk.expect(paris, "allow", "the customer's own zone comes first");
  desk.profile().timezone = "Europe/Atlantis";
  desk.expect(istanbul, "allow", "an unknown zone is as good as none");
  desk.world.customer.profile.reset();
  desk.expect(istanbul, "allow", "without a profile: the defaults");
}

TEST_CASE("where several zones are possible it must be open in every one", "[decide]") {
  Desk desk("");
  desk.profile().country = "PT";  // Lisbon, Madeira, and the Azores an hour behind.
  desk.rule(open({"mon-fri 09:00-20:00"}));
  desk.answers({{"2026-11-24 09:59 +00:00", "defer outside-hours until 2026-11-24 10:00 +00:00",
                 "not yet nine on the Azores"},
                {"2026-11-24 10:00 +00:00", "allow"},
                {"2026-11-24 19:59 +00:00", "allow"},
                {"2026-11-24 20:00 +00:00", "defer outside-hours until 2026-11-25 10:00 +00:00",
                 "eight in Lisbon"}});
}

TEST_CASE("it must be open where the customer is and where the number is from", "[decide]") {
  struct Case {
    std::string timezone, country, region;  // of the profile
    std::vector<std::string> numbers;       // the regions of the customer's numbers
    std::string opens, closes;              // open from 9 to 20 on every clock: on that of New York
    std::string why;
  };
  const std::vector<Case> cases = {
      {"America/Chicago", "US", "US-IL", {}, "10:00", "21:00", "the profile alone"},
      {"America/Chicago", "US", "US-IL", {"US-NY"}, "10:00", "20:00", "a New York number"},
      {"", "US", "US-IL", {"US-NY"}, "10:00", "20:00", "the region says where"},
      {"", "", "", {"US-NY"}, "09:00", "20:00", "the number alone"},
      {"", "", "", {"US-FL"}, "10:00", "20:00", "both zones of the number's region"},
      {"", "", "", {"US-IL", "US-NY"}, "10:00", "20:00", "two numbers"},
      // That somebody is in the country says less than the number.
      {"", "US", "", {"US-NY"}, "09:00", "20:00", "the number says where in the country"},
      {"", "PA", "", {"US-IL"}, "10:00", "20:00", "but not of another country"},
      // A region without zones of its own has those of its country.
      {"", "", "", {"PA-8"}, "09:00", "20:00", "a number's region without zones"},
      {"", "PA", "PA-8", {"US-IL"}, "10:00", "20:00", "a customer's region without zones"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.why);
    Desk desk(row.timezone);
    auto& regions = desk.world.policy.regions;
    regions["US-NY"] = {desk.zone("America/New_York")};
    regions["US-IL"] = {desk.zone("America/Chicago")};
    regions["US-FL"] = {desk.zone("America/New_York"), desk.zone("America/Chicago")};
    desk.world.policy.defaults.timezone = desk.zone("Asia/Tokyo");
    desk.profile().country = row.country;
    desk.profile().region = row.region;
    desk.world.number_regions = row.numbers;
    desk.rule(open({"mon-sun 09:00-20:00"}));
    desk.expect("2026-11-24 " + row.opens + " -05:00", "allow", "opens");
    const std::string closed = "defer outside-hours until 2026-11-25 " + row.opens + " -05:00";
    desk.expect("2026-11-24 " + row.closes + " -05:00", closed, "closes");
  }
}

TEST_CASE("no contact on closed dates, and on half-days only until their hour", "[decide]") {
  Desk desk;
  HoursCheck check = open({"mon-sun 00:00-24:00"});
  check.closed_on = {"public"};
  desk.rule(check);
  Calendar& calendar = desk.calendar("public", {2026, 2027});
  calendar.closed[date("2026-10-28")] = hours{13};
  calendar.closed[date("2026-10-29")] = minutes{0};
  desk.answers(
      {{"2026-10-28 12:59:59.999 +03:00", "allow"},
       {"2026-10-28 13:00 +03:00", "defer outside-hours until 2026-10-30 00:00 +03:00",
        "a half-day, and a holiday after it"},
       {"2026-10-29 00:00 +03:00", "defer outside-hours until 2026-10-30 00:00 +03:00"},
       {"2026-10-29 23:59:59.999 +03:00", "defer outside-hours until 2026-10-30 00:00 +03:00"},
       {"2026-10-30 00:00 +03:00", "allow"}});
}

TEST_CASE("the date that is closed is the instant's own, not that of the opening", "[decide]") {
  Desk desk;
  HoursCheck check = open({"fri 22:00-26:00", "sat 22:00-26:00"});
  check.closed_on = {"public"};
  desk.rule(check);
  desk.calendar("public", {2026}).closed[date("2026-11-28")] = minutes{0};
  desk.answers({{"2026-11-27 23:59 +03:00", "allow", "Friday"},
                {"2026-11-28 00:00 +03:00", "defer outside-hours until 2026-11-29 00:00 +03:00",
                 "Saturday is closed, though Friday's opening goes on; Saturday's own still "
                 "lasts on Sunday"},
                {"2026-11-29 01:59 +03:00", "allow"}});
}

TEST_CASE("several calendars close together", "[decide]") {
  Desk desk;
  HoursCheck check = open({"mon-sun 09:00-18:00"});
  check.closed_on = {"public", "bank"};
  desk.rule(check);
  desk.calendar("public", {2026}).closed[date("2026-11-24")] = minutes{0};
  desk.calendar("bank", {2026}).closed[date("2026-11-25")] = minutes{0};
  desk.expect("2026-11-24 10:00 +03:00", "defer outside-hours until 2026-11-26 09:00 +03:00");
}

TEST_CASE("a year that a calendar does not cover fails until one that it does", "[decide]") {
  Desk desk;
  HoursCheck check = open({"mon-sun 09:00-18:00"});
  check.closed_on = {"public"};
  desk.rule(check);
  Calendar& calendar = desk.calendar("public", {2026, 2028});
  desk.answers({{"2026-12-31 17:59 +03:00", "allow"},
                {"2026-12-31 18:00 +03:00", "defer outside-hours until 2028-01-01 09:00 +03:00",
                 "2027 is not covered; 2028 begins within 366 days"},
                {"2027-01-02 10:00 +03:00", "defer calendar-missing until 2028-01-01 09:00 +03:00"},
                {"2027-01-02 23:00 +03:00", "defer calendar-missing until 2028-01-01 09:00 +03:00",
                 "the calendar is looked at before the hours"}});
  calendar.covered_years = {2026, 2029};
  desk.expect("2026-12-31 18:00 +03:00", "deny outside-hours", "2029 is too far");
  calendar.covered_years = {2026};
  desk.expect("2027-01-02 10:00 +03:00", "deny calendar-missing", "never covered again");
  desk.expect("2026-12-31 21:00 +00:00", "deny calendar-missing", "already 2027 in Istanbul");
  desk.expect("2025-12-31 20:59:59.999 +00:00",
              "defer calendar-missing until 2026-01-01 09:00 +03:00", "still 2025 in Istanbul");
}

TEST_CASE("with several zones every local date must be covered", "[decide]") {
  Desk desk("");
  desk.profile().country = "PT";
  HoursCheck check = open({"mon-sun 00:00-24:00"});
  check.closed_on = {"public"};
  desk.rule(check);
  desk.calendar("public", {2027});
  desk.expect("2027-01-01 00:30 +00:00", "defer calendar-missing until 2027-01-01 01:00 +00:00",
              "the Azores are still in 2026");
}

TEST_CASE("hours that never open, or deny on failing, end in a denial", "[decide]") {
  Desk desk;
  desk.rule(open({}));
  desk.expect("2026-11-24 10:00 +03:00", "deny outside-hours");
  desk.world.policy.rules[0].check = open({"sun 09:00-10:00"});
  desk.expect("2026-11-24 10:00 +03:00", "defer outside-hours until 2026-11-29 09:00 +03:00");
  desk.world.policy.rules[0].on_fail = OnFail::deny;
  desk.expect("2026-11-24 10:00 +03:00", "deny outside-hours");
}

}  // namespace
}  // namespace tact::desk
