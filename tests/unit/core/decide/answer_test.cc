// The answer as a whole: several rules together, retry_at, holds, shadow rules, and for how long a
// rule is in effect.
#include <string>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

LocalTime midnight_of(std::string_view date) {
  const auto parsed = parse_date(date);
  REQUIRE(parsed.has_value());
  return *parsed;
}

TEST_CASE("all failing rules are reported, in the policy's order", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "24h"));
  desk.rule(opt_in());
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.rule(DenyCheck{}).when = all_of({is(Field::channel, {"call"})});
  desk.contact("2026-11-24 13:00 +03:00");
  desk.expect(now, "deny r1:cap-reached, r2:no-consent, r3:outside-hours",
              "the rule about calls does not apply");
}

TEST_CASE("retry_at is when every rule would pass, not each for itself", "[decide]") {
  Desk desk;
  desk.rule(gap("24h"));
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.contact("2026-11-24 13:00 +03:00");
  desk.expect("2026-11-24 14:00 +03:00",
              "defer r1:gap-too-short, r2:outside-hours until 2026-11-26 09:00 +03:00",
              "the gap is over on the 25th at 13:00, when it is closed");
  desk.contact("2026-11-26 20:00 +03:00");
  desk.expect("2026-11-24 14:00 +03:00",
              "defer r1:gap-too-short, r2:outside-hours until 2026-11-30 09:00 +03:00",
              "reserved for the 26th at 20:00: closed on the 27th until then, then a weekend");
}

TEST_CASE("rules that do not fail now can still move retry_at", "[decide]") {
  Desk desk;
  desk.rule(gap("24h"));
  desk.rule(open({"tue 00:00-24:00", "thu 10:00-11:00"}));
  desk.contact("2026-11-24 13:00 +03:00");
  desk.expect(now, "defer r1:gap-too-short until 2026-11-26 10:00 +03:00",
              "open now, but not when the gap is over");
}

TEST_CASE("rules are matched anew at retry_at", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.rule(DenyCheck{}).when = all_of({active("refusal", "48h")});
  desk.activity("2026-11-24 15:00 +03:00", "refusal");
  desk.expect(now, "defer r1:outside-hours until 2026-11-27 09:00 +03:00",
              "the refusal that is known to come lasts until the 26th, 15:00");
}

TEST_CASE("a birthday can be what is waited for", "[decide]") {
  Desk desk;
  desk.rule(cap(0, "24h")).when = all_of({AgeCondition{Comparison::less, 19}});
  desk.world.birth_date = parse_date("2008-01-15");
  desk.expect(now, "defer cap-reached until 2027-01-15 00:00 +03:00");
  desk.world.birth_date = parse_date("2008-02-29");
  desk.expect(now, "defer cap-reached until 2027-03-01 00:00 +03:00",
              "29 February is kept on 1 March in a common year");
}

TEST_CASE("a consent that has expired by then is no consent", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.rule(opt_in());
  Consent& grant = desk.consent("2026-03-01 10:00 +03:00", "grant any any any");
  grant.expires_at = time("2026-11-25 09:00 +03:00");
  desk.expect(now, "deny r1:outside-hours", "it ends at the very opening");
  grant.expires_at = time("2026-11-25 09:00:00.001 +03:00");
  desk.expect(now, "defer r1:outside-hours until 2026-11-25 09:00 +03:00");
}

TEST_CASE("what fails as deny is final even if a date would lift it later", "[decide]") {
  Desk desk;
  desk.rule(opt_in());
  desk.consent("2026-11-25 10:00 +03:00", "grant any any any");
  desk.expect(now, "deny no-consent", "a consent from tomorrow on is none");
  desk.world.policy.rules[0].check = DenyCheck{};
  desk.world.policy.rules[0].effective_until = midnight_of("2026-11-25");
  desk.expect(now, "deny denied");
}

TEST_CASE("retry_at is looked for up to 366 days, their end included", "[decide]") {
  Desk desk;
  desk.rule(cooldown("refusal", "366d"));
  desk.activity(now, "refusal");
  desk.expect(now, "defer cooling-down until 2027-11-25 14:00 +03:00");
  desk.activity("2026-11-24 14:00:00.001 +03:00", "refusal");
  desk.expect(now, "deny cooling-down", "one millisecond beyond the horizon");
  desk.expect("2026-11-24 14:00:00.001 +03:00",
              "defer cooling-down until 2027-11-25 14:00:00.001 +03:00");
}

TEST_CASE("a request that would expire first is denied", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.world.expires_at = time("2026-11-25 09:00 +03:00");
  desk.expect(now, "deny outside-hours, would-expire", "retry_at must be before the end");
  desk.world.expires_at = time("2026-11-25 09:00:00.001 +03:00");
  desk.expect(now, "defer outside-hours until 2026-11-25 09:00 +03:00");
  desk.rule(DenyCheck{});
  desk.world.expires_at = time("2026-11-25 09:00 +03:00");
  desk.expect(now, "deny r1:outside-hours, r2:denied", "there is no retry_at to expire before");
}

TEST_CASE("a request in the scope of a hold is denied, whatever the rules say", "[decide]") {
  Desk desk;
  HoldScope hold;
  desk.world.registers.holds = {hold};
  desk.expect(now, "deny on-hold", "everything is on hold");
  hold.channel = "call";
  desk.world.registers.holds = {hold};
  desk.expect(now, "allow", "calls are");
  hold.channel = "sms";
  hold.purpose = "marketing";
  desk.world.registers.holds = {hold};
  desk.expect(now, "deny on-hold", "marketing messages are");
  desk.asked().purpose = "service/order";
  desk.expect(now, "allow");
  desk.asked().purpose = "marketing/promotion";
  hold.brand = "bank";
  desk.world.registers.holds = {hold};
  desk.expect(now, "allow", "another brand's");
  hold = {};
  hold.campaign = "spring-*";
  desk.world.registers.holds = {hold};
  desk.expect(now, "allow", "the request names no campaign");
  desk.asked().campaign = "spring-sale";
  desk.expect(now, "deny on-hold");
  desk.asked().campaign = "autumn-sale";
  desk.expect(now, "allow");
}

TEST_CASE("a hold on all campaigns does not stop what has none", "[decide]") {
  Desk desk;
  HoldScope hold;
  hold.campaign = "*";
  desk.world.registers.holds = {hold};
  desk.expect(now, "allow", "what a request leaves out matches nothing");
  desk.asked().campaign = "winter";
  desk.expect(now, "deny on-hold");
}

TEST_CASE("on hold, the failing rules are reported as well and there is no retry_at", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.world.registers.holds = {HoldScope{}};
  desk.expect(now, "deny outside-hours, on-hold");
  desk.world.expires_at = time("2026-11-24 15:00 +03:00");
  desk.expect(now, "deny outside-hours, on-hold", "nor is would-expire said");
}

TEST_CASE("a shadow rule is judged and never binds", "[decide]") {
  Desk desk;
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.rule(DenyCheck{}).mode = RuleMode::shadow;
  desk.expect(now, "defer r1:outside-hours; shadow denied until 2026-11-25 09:00 +03:00",
              "retry_at does not look at it");
  CHECK(desk.ask("2026-11-24 10:00 +03:00") == "allow; shadow denied");
}

TEST_CASE("a rule is in effect from its first instant until before its last", "[decide]") {
  Desk desk;
  Rule& rule = desk.rule(DenyCheck{});
  rule.effective_from = midnight_of("2026-08-11");
  rule.effective_until = midnight_of("2027-01-31");
  desk.answers({{"2026-08-10 23:59:59.999 +03:00", "allow"},
                {"2026-08-11 00:00 +03:00", "deny denied", "in the customer's clock"},
                {"2027-01-30 23:59:59.999 +03:00", "deny denied"},
                {"2027-01-31 00:00 +03:00", "allow"}});
}

TEST_CASE("waiting can outlast a rule's effect, or run into it", "[decide]") {
  Desk desk;
  desk.rule(cap(0, "24h")).effective_until = midnight_of("2026-12-01");
  desk.expect(now, "defer cap-reached until 2026-12-01 00:00 +03:00");
  desk.world.policy.rules.clear();
  desk.rule(open({"mon-fri 09:00-12:00"}));
  desk.rule(DenyCheck{}).effective_from = midnight_of("2026-11-25");
  desk.expect(now, "deny r1:outside-hours", "from tomorrow on nothing passes");
}

TEST_CASE("effect goes by the rule's own clock, else by any zone that may be the customer's",
          "[decide]") {
  Desk desk("America/New_York");
  HoursCheck never = open({});
  never.clock = desk.zone("Europe/Paris");
  desk.rule(never).effective_from = midnight_of("2026-08-11");
  desk.answers({{"2026-08-10 23:59 +02:00", "allow"},
                {"2026-08-11 00:00 +02:00", "deny outside-hours", "midnight in Paris"}});
  desk.world.policy.rules[0].check = DenyCheck{};
  desk.profile().timezone = "";
  desk.profile().country = "PT";
  desk.answers({{"2026-08-10 23:59 +01:00", "allow"},
                {"2026-08-11 00:00 +01:00", "deny denied", "in Lisbon, not yet on the Azores"}});
  desk.world.policy.rules[0].effective_until = midnight_of("2026-08-12");
  desk.answers({{"2026-08-12 00:59 +01:00", "deny denied", "over in Lisbon, not on the Azores"},
                {"2026-08-12 01:00 +01:00", "allow"}});
  desk.profile().country = "";
  desk.answers({{"2026-08-10 09:59 +00:00", "allow", "no zone known"},
                {"2026-08-10 10:00 +00:00", "deny denied", "the first place on earth (UTC+14)"},
                {"2026-08-12 11:59 +00:00", "deny denied"},
                {"2026-08-12 12:00 +00:00", "allow", "over in the last one (UTC-12)"}});
}

TEST_CASE("without a rule everything is allowed", "[decide]") {
  Desk desk;
  CHECK(desk.ask(now) == "allow");
  desk.world.customer = {};
  CHECK(desk.ask(now) == "allow");
}

}  // namespace
}  // namespace tact::desk
