// How long a grant is good for, and what it must have: age, level, evidence, registration.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("a grant is valid from its time until before its end", "[decide]") {
  Desk desk;
  desk.rule(opt_in());
  desk.consent("2026-03-01 10:00 +03:00", "grant any any any").expires_at =
      time("2026-12-01 10:00 +03:00");
  desk.answers({{"2026-03-01 09:59:59.999 +03:00", "deny no-consent"},
                {"2026-03-01 10:00 +03:00", "allow"},
                {"2026-12-01 09:59:59.999 +03:00", "allow"},
                {"2026-12-01 10:00 +03:00", "deny consent-expired", "the end is not in it"}});
}

TEST_CASE("max_age ends a grant at the same local time, clamped to the month's end", "[decide]") {
  struct Case {
    std::string zone, given, max_age, last, first_after, why;
  };
  const std::vector<Case> cases = {
      {"Europe/Istanbul", "2024-11-24 14:00 +03:00", "24 months", "2026-11-24 13:59:59.999 +03:00",
       "2026-11-24 14:00 +03:00", "two years to the minute"},
      {"Europe/Istanbul", "2024-02-29 10:00 +03:00", "2 years", "2026-02-28 09:59:59.999 +03:00",
       "2026-02-28 10:00 +03:00", "no 29 February there"},
      {"Europe/Paris", "2026-01-31 12:00 +01:00", "1 month", "2026-02-28 11:59:59.999 +01:00",
       "2026-02-28 12:00 +01:00", "no 31 February"},
      {"Europe/Paris", "2026-02-28 12:00 +01:00", "1 month", "2026-03-28 11:59:59.999 +01:00",
       "2026-03-28 12:00 +01:00", "28, not the month's end"},
      {"Europe/Paris", "2026-02-28 02:30 +01:00", "1 month", "2026-03-28 02:29:59.999 +01:00",
       "2026-03-28 02:30 +01:00", "the day before the clocks change"},
      {"Europe/Paris", "2026-03-01 02:30 +01:00", "1 month", "2026-04-01 02:29:59.999 +02:00",
       "2026-04-01 02:30 +02:00", "the same local time in summer"},
      {"Europe/Paris", "2026-02-28 23:59 +01:00", "30d", "2026-03-31 00:58:59.999 +02:00",
       "2026-03-31 00:59 +02:00", "a plain duration is 720 hours"},
      {"Europe/Lisbon", "2026-02-28 01:30 +00:00", "13 months", "2027-03-28 00:59:59.999 +00:00",
       "2027-03-28 02:00 +01:00", "01:30 is skipped there: the instant of the change"},
      {"America/New_York", "2026-10-01 01:30 -04:00", "1 month", "2026-11-01 01:29:59.999 -04:00",
       "2026-11-01 01:30 -04:00", "01:30 comes twice there: the first"}};
  for (const Case& row : cases) {
    Desk desk(row.zone);
    ConsentCheck check = opt_in();
    check.max_age = span(row.max_age);
    desk.rule(check);
    desk.consent(row.given, "grant any any any");
    desk.expect(row.last, "allow", row.why);
    desk.expect(row.first_after, "deny consent-expired", row.why);
  }
}

TEST_CASE("of max_age and expires_at the earlier ends a grant", "[decide]") {
  Desk desk;
  ConsentCheck check = opt_in();
  check.max_age = span("30d");
  desk.rule(check);
  Consent& grant = desk.consent("2026-03-01 10:00 +03:00", "grant any any any");
  grant.expires_at = time("2026-03-11 10:00 +03:00");
  desk.expect("2026-03-11 10:00 +03:00", "deny consent-expired");
  grant.expires_at = time("2027-03-11 10:00 +03:00");
  desk.expect("2026-03-11 10:00 +03:00", "allow");
  desk.expect("2026-03-31 10:00 +03:00", "deny consent-expired");
}

TEST_CASE("a max_age in months needs the customer's clock", "[decide]") {
  Desk desk("");
  ConsentCheck check = opt_in();
  check.max_age = span("1 month");
  desk.rule(check);
  desk.expect(now, "deny no-consent", "no clock is needed to see that there is none");
  desk.consent("2026-11-10 10:00 +03:00", "grant any any any");
  desk.expect(now, "deny timezone-unknown");
  desk.profile().country = "PT";
  desk.expect("2026-12-10 06:59:59.999 +00:00", "allow", "valid in all three zones of Portugal");
  desk.expect("2026-12-10 07:00 +00:00", "deny consent-expired", "07:00 in Lisbon");
  desk.profile().country = "";
  desk.consent("2026-11-01 10:00 +03:00", "grant any any any").expires_at =
      time("2026-11-20 10:00 +03:00");
  desk.expect(now, "deny timezone-unknown", "that another grant has expired is not the reason");
  desk.consent("2026-11-02 10:00 +03:00", "withdraw marketing any any");
  desk.expect(now, "deny withdrawn", "no grant here would lift it, whatever the clock");
}

TEST_CASE("a grant that only the clock could judge may still lift a withdrawal", "[decide]") {
  Desk desk("");
  ConsentCheck check = opt_in();
  check.max_age = span("1 month");
  desk.rule(check);
  desk.consent("2026-11-02 10:00 +03:00", "withdraw marketing any any");
  desk.consent("2026-11-10 10:00 +03:00", "grant marketing any any");
  desk.expect(now, "deny timezone-unknown", "the missing clock is what is wrong");
}

TEST_CASE("a grant must have the level, the evidence and the registration asked for", "[decide]") {
  struct Case {
    ConsentLevel has;
    std::string needs;
    std::string answer;
  };
  using enum ConsentLevel;
  const std::vector<Case> levels = {{implied, "", "allow"},
                                    {implied, "implied", "allow"},
                                    {implied, "express", "deny consent-too-weak"},
                                    {express, "express", "allow"},
                                    {express, "written", "deny consent-too-weak"},
                                    {written, "express", "allow"},
                                    {written, "written", "allow"}};
  for (const Case& row : levels) {
    Desk desk;
    ConsentCheck check = opt_in();
    if (row.needs == "implied") check.level = implied;
    if (row.needs == "express") check.level = express;
    if (row.needs == "written") check.level = written;
    desk.rule(check);
    desk.consent("2026-03-01 10:00 +03:00", "grant any any any").level = row.has;
    desk.expect(now, row.answer, "needs " + row.needs);
  }
}

TEST_CASE("evidence and registration", "[decide]") {
  Desk desk;
  ConsentCheck check = opt_in();
  check.registered = true;
  check.evidence = true;
  desk.rule(check);
  Consent& grant = desk.consent("2026-03-01 10:00 +03:00", "grant any any any");
  desk.expect(now, "deny consent-too-weak", "no evidence on record comes before not registered");
  grant.has_evidence = true;
  desk.expect(now, "deny consent-unregistered");
  grant.registered_at = time("2026-03-02 09:00 +03:00");
  desk.expect(now, "allow");
  desk.expect("2026-03-02 08:59:59.999 +03:00", "deny consent-unregistered", "not confirmed yet");
  desk.expect("2026-03-02 09:00 +03:00", "allow");
}

TEST_CASE("of several grants that all fail the first reason in order is given", "[decide]") {
  Desk desk;
  ConsentCheck check = opt_in();
  check.level = ConsentLevel::express;
  check.registered = true;
  desk.rule(check);
  desk.consent("2026-03-01 10:00 +03:00", "grant any any any").level = ConsentLevel::express;
  desk.expect(now, "deny consent-unregistered");
  desk.consent("2026-03-02 10:00 +03:00", "grant any any any");
  desk.expect(now, "deny consent-too-weak");
  Consent& expired = desk.consent("2026-03-03 10:00 +03:00", "grant any any any");
  expired.expires_at = time("2026-04-01 10:00 +03:00");
  desk.expect(now, "deny consent-expired");
  Consent& good = desk.consent("2026-03-04 10:00 +03:00", "grant any any any");
  good.level = ConsentLevel::written;
  good.registered_at = good.at;
  desk.expect(now, "allow", "one good grant is enough");
  desk.consent("2026-03-05 10:00 +03:00", "withdraw any any any");
  desk.expect(now, "deny withdrawn");
}

TEST_CASE("a rule may need the consent of another purpose or channel", "[decide]") {
  Desk desk;
  ConsentCheck check = opt_in();
  check.purpose = "profiling";
  desk.rule(check);
  desk.consent("2026-03-01 10:00 +03:00", "grant marketing sms any");
  desk.expect(now, "deny no-consent", "the request's own purpose is not asked about");
  desk.consent("2026-03-02 10:00 +03:00", "grant profiling sms any");
  desk.expect(now, "allow");
  check.channel = "call";
  desk.world.policy.rules[0].check = check;
  desk.expect(now, "deny no-consent", "profiling by call is not covered by one for sms");
}

}  // namespace
}  // namespace tact::desk
