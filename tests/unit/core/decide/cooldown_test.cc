// Cooldowns: how long to leave someone alone after what they did.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("passing begins exactly at the cooldown's end", "[decide]") {
  struct Case {
    std::string zone, event, length, end, why;
    bool event_day_counts = false;
  };
  const std::vector<Case> cases = {
      {"Europe/Istanbul", "2026-11-24 10:00 +03:00", "48h", "2026-11-26 10:00 +03:00", "plain"},
      {"Europe/Paris", "2026-10-24 10:00 +02:00", "48h", "2026-10-26 09:00 +01:00",
       "plain hours do not follow the clocks"},
      {"Europe/Paris", "2026-11-03 15:00 +01:00", "60 calendar days", "2027-01-03 00:00 +01:00",
       "sixty whole dates lie between 3 November and 3 January"},
      {"Europe/Paris", "2026-11-03 15:00 +01:00", "60 calendar days", "2027-01-02 00:00 +01:00",
       "with first_day: event the 3rd is the first of them", true},
      {"Europe/Paris", "2026-11-03 00:00 +01:00", "60 calendar days", "2027-01-03 00:00 +01:00",
       "at midnight it is the new date already"},
      {"Europe/Istanbul", "2026-11-24 23:30 +03:00", "1 calendar day", "2026-11-26 00:00 +03:00",
       "the local date, which in UTC is the same"},
      {"Europe/Istanbul", "2026-11-25 00:30 +03:00", "1 calendar day", "2026-11-27 00:00 +03:00",
       "the local date, which in UTC is the day before"},
      {"Europe/Paris", "2026-11-24 09:00 +01:00", "1 calendar day", "2026-11-25 00:00 +01:00",
       "the event's own day is all of it", true},
      {"Africa/Cairo", "2026-04-23 10:00 +02:00", "1 calendar day", "2026-04-24 01:00 +03:00",
       "a date that begins at one o'clock", true},
      {"Europe/Paris", "2026-01-31 12:00 +01:00", "1 month", "2026-02-28 12:00 +01:00",
       "clamped to the month's end"},
      {"Europe/Paris", "2027-12-31 12:00 +01:00", "2 months", "2028-02-29 12:00 +01:00",
       "a leap year"},
      {"Europe/Paris", "2026-03-15 12:00 +01:00", "6 months", "2026-09-15 12:00 +02:00",
       "the same local time in summer"},
      {"Europe/Lisbon", "2026-02-28 01:30 +00:00", "1 month", "2026-03-28 01:30 +00:00",
       "the day before the change"},
      {"Europe/Lisbon", "2025-03-29 01:30 +00:00", "1 year", "2026-03-29 02:00 +01:00",
       "01:30 is skipped: the instant of the change"},
      {"America/New_York", "2026-10-01 01:30 -04:00", "1 month", "2026-11-01 01:30 -04:00",
       "01:30 comes twice: the first"},
      {"Europe/Istanbul", "2024-02-29 10:00 +03:00", "2 years", "2026-02-28 10:00 +03:00",
       "no 29 February there"}};
  for (const Case& row : cases) {
    Desk desk(row.zone);
    CooldownCheck check = cooldown("refusal", row.length);
    check.event_day_counts = row.event_day_counts;
    desk.rule(check);
    desk.activity(row.event, "refusal");
    desk.world.expires_at = time(row.end) + Duration{1};
    const Instant last = time(row.end) - Duration{1};
    std::string just_before = format_instant(last);
    just_before.replace(10, 1, " ");
    just_before.replace(just_before.size() - 1, 1, " +00:00");
    desk.expect(just_before, "defer cooling-down until " + row.end, row.why);
    desk.expect(row.end, "allow", row.why);
  }
}

TEST_CASE("only the activities named start a cooldown, and only once they happened", "[decide]") {
  Desk desk;
  desk.rule(cooldown("refusal", "48h"));
  desk.expect(now, "allow", "never happened");
  desk.activity("2026-11-24 10:00 +03:00", "purchase");
  desk.expect(now, "allow", "another activity");
  desk.activity("2026-11-24 14:00:00.001 +03:00", "refusal");
  desk.expect(now, "allow", "not there yet");
  desk.expect("2026-11-24 14:00:00.001 +03:00",
              "defer cooling-down until 2026-11-26 14:00:00.001 +03:00");
}

TEST_CASE("the last of several activities decides", "[decide]") {
  Desk desk;
  desk.rule(cooldown("refusal", "48h"));
  desk.activity("2026-11-23 10:00 +03:00", "refusal");
  desk.activity("2026-11-24 12:00 +03:00", "refusal");
  desk.expect(now, "defer cooling-down until 2026-11-26 12:00 +03:00");
}

TEST_CASE("what an activity does not say counts as matching", "[decide]") {
  struct Case {
    std::string said_channel, said_brand, asked_brand;
    bool cools_down;
  };
  const std::vector<Case> cases = {
      {"call", "acme", "acme", true}, {"", "", "acme", true},
      {"sms", "acme", "acme", false}, {"call", "bank", "acme", false},
      {"call", "", "", true},         {"call", "acme", "", false}};  // Absent equals absent only.
  for (const Case& row : cases) {
    Desk desk;
    CooldownCheck check = cooldown("refusal", "48h");
    check.channel = "call";
    check.same = {{Field::brand, ""}};
    desk.rule(check);
    Activity& activity = desk.activity("2026-11-24 12:00 +03:00", "refusal");
    activity.channel = row.said_channel;
    activity.brand = row.said_brand;
    desk.asked().brand = row.asked_brand;
    desk.expect(now, row.cools_down ? "defer cooling-down until 2026-11-26 12:00 +03:00" : "allow",
                row.said_channel + " / " + row.said_brand + " / " + row.asked_brand);
  }
}

TEST_CASE("labels and brand of the activity are looked at in the same way", "[decide]") {
  Desk desk;
  CooldownCheck check = cooldown("refusal", "48h");
  check.brand = "acme";
  check.labels = {{"subject", "loans"}};
  desk.rule(check);
  const std::string cooling = "defer cooling-down until 2026-11-26 12:00 +03:00";
  Activity& activity = desk.activity("2026-11-24 12:00 +03:00", "refusal");
  desk.expect(now, cooling, "says neither");
  activity.labels = {{"subject", "shoes"}};
  desk.expect(now, "allow", "another subject");
  activity.labels = {{"subject", "loans"}};
  activity.brand = "bank";
  desk.expect(now, "allow", "another brand");
  activity.brand = "acme";
  desk.expect(now, cooling);
}

TEST_CASE("with several zones a cooldown must be over in each", "[decide]") {
  Desk desk("");
  desk.profile().country = "PT";
  desk.rule(cooldown("refusal", "1 calendar day"));
  desk.activity("2026-11-24 00:30 +00:00", "refusal");
  desk.expect("2026-11-26 00:00 +00:00", "allow",
              "the 24th in Lisbon; on the Azores the 23rd, over an hour after the 25th began");
  desk.world.customer.activities[0].at = time("2026-11-24 12:00 +00:00");
  desk.answers({{"2026-11-26 00:30 +00:00", "defer cooling-down until 2026-11-26 01:00 +00:00",
                 "the 25th still lasts on the Azores"},
                {"2026-11-26 01:00 +00:00", "allow"}});
}

TEST_CASE("calendar units need the customer's clock where there is something to count from",
          "[decide]") {
  Desk desk("");
  desk.rule(cooldown("refusal", "60 calendar days"));
  desk.expect(now, "allow", "nothing happened");
  desk.activity("2020-01-01 12:00 +03:00", "refusal");
  desk.expect(now, "deny timezone-unknown");
  desk.world.policy.rules[0].check = cooldown("refusal", "24 months");
  desk.expect(now, "deny timezone-unknown");
  desk.world.policy.rules[0].check = cooldown("refusal", "60d");
  desk.expect(now, "allow", "sixty times 24 hours need no clock");
}

TEST_CASE("a cooldown that ends beyond the horizon is a denial", "[decide]") {
  Desk desk;
  desk.rule(cooldown("refusal", "2 years"));
  desk.activity("2026-11-24 12:00 +03:00", "refusal");
  desk.expect(now, "deny cooling-down");
  desk.expect("2027-11-24 12:00 +03:00", "defer cooling-down until 2028-11-24 12:00 +03:00",
              "366 days, as 2028 has a 29 February");
}

}  // namespace
}  // namespace tact::desk
