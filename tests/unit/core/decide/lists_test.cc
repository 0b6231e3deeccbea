// absent_from: registers of those who must not be contacted, how fresh they must be, and what lifts
// an entry.
#include <chrono>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

using std::chrono::days;

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("an entry counts from its start until before its end", "[decide]") {
  Desk desk;
  desk.rule(absent_from({"dnc"}));
  desk.listed("2026-11-10 00:00 +03:00", "dnc", "2026-12-10 00:00 +03:00");
  desk.answers({{"2026-11-09 23:59:59.999 +03:00", "allow"},
                {"2026-11-10 00:00 +03:00", "defer listed until 2026-12-10 00:00 +03:00"},
                {"2026-12-09 23:59:59.999 +03:00", "defer listed until 2026-12-10 00:00 +03:00"},
                {"2026-12-10 00:00 +03:00", "allow", "the end is not in it"}});
}

TEST_CASE("an entry without an end, or under on_fail deny, is final", "[decide]") {
  Desk desk;
  Rule& rule = desk.rule(absent_from({"dnc", "bounced"}));
  Listing& entry = desk.listed("2026-11-10 00:00 +03:00", "dnc");
  desk.expect(now, "deny listed", "no end");
  entry.until = time("2026-12-10 00:00 +03:00");
  desk.expect(now, "defer listed until 2026-12-10 00:00 +03:00");
  rule.on_fail = OnFail::deny;
  desk.expect(now, "deny listed", "on_fail deny");
  rule.on_fail = OnFail::defer;
  desk.listed("2026-11-10 00:00 +03:00", "bounced");
  desk.expect(now, "deny listed", "the other entry has no end");
  std::swap(desk.world.customer.listings[0], desk.world.customer.listings[1]);
  desk.expect(now, "deny listed", "in whichever order");
}

TEST_CASE("only the rule's own lists matter, and of both customer and address", "[decide]") {
  Desk desk;
  desk.rule(absent_from({"dnc"}));
  desk.listed("2026-11-10 00:00 +03:00", "bounced");
  desk.expect(now, "allow", "another list");
  Listing entry = desk.listed("2026-11-10 00:00 +03:00", "dnc");
  desk.world.customer.listings.clear();
  desk.world.address.listings = {entry};
  desk.expect(now, "allow", "the request does not name the address");
  desk.world.address_named = naive::World::Address::other;
  desk.expect(now, "deny listed");
}

TEST_CASE("with a grace an entry counts only once it is that old", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"dnc"});
  check.grace = days{28};
  desk.rule(check);
  desk.listed("2026-11-01 10:00 +03:00", "dnc");
  desk.answers({{"2026-11-29 09:59:59.999 +03:00", "allow", "a millisecond too young"},
                {"2026-11-29 10:00 +03:00", "deny listed", "28 days to the minute"}});
}

TEST_CASE("a list must have been loaded less than fresh_within ago", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"dnc"});
  desk.rule(check);
  desk.expect(now, "allow", "without fresh_within a list that was never loaded is empty");
  check.fresh_within = days{31};
  desk.world.policy.rules[0].check = check;
  desk.expect(now, "deny list-stale", "never loaded is stale");
  desk.loaded("dnc", "2026-10-24 14:00 +03:00");
  desk.answers({{"2026-11-24 13:59:59.999 +03:00", "allow"},
                {"2026-11-24 14:00 +03:00", "deny list-stale", "exactly 31 days is too old"}});
  check.lists = {"dnc", "bounced"};
  desk.world.policy.rules[0].check = check;
  desk.expect("2026-11-01 10:00 +03:00", "deny list-stale", "each list, not one of them");
}

TEST_CASE("where a country has a register of its own it alone counts for its customers",
          "[decide]") {
  const std::string fresh = "2026-11-20 00:00 +03:00";
  const std::string stale = "2026-09-01 00:00 +03:00";
  const std::string never;
  struct Case {
    std::string everybodys, of_tr, of_us;  // when loaded
    std::string country;                   // the customer's
    std::string answer;
  };
  const std::vector<Case> cases = {
      {never, fresh, never, "TR", "allow"},
      {fresh, stale, never, "TR", "deny list-stale"},  // not everybody's in its place
      {stale, fresh, never, "TR", "allow"},
      {fresh, never, stale, "TR", "allow"},  // another country's does not matter
      {never, never, fresh, "TR", "deny list-stale"},
      {fresh, never, never, "TR", "allow"},
      {stale, never, never, "TR", "deny list-stale"},
      // A customer of unknown country: everybody's only.
      {fresh, stale, stale, "", "allow"},
      {stale, fresh, fresh, "", "deny list-stale"},
      {never, fresh, fresh, "", "deny list-stale"},
  };
  for (const Case& row : cases) {
    CAPTURE(row.everybodys, row.of_tr, row.of_us, row.country);
    Desk desk;
    ListCheck check = absent_from({"national-dnc"});
    check.fresh_within = days{31};
    desk.rule(check);
    if (!row.everybodys.empty()) desk.loaded("national-dnc", row.everybodys);
    if (!row.of_tr.empty()) desk.loaded_of("TR", "national-dnc", row.of_tr);
    if (!row.of_us.empty()) desk.loaded_of("US", "national-dnc", row.of_us);
    desk.profile().country = row.country;
    desk.expect(now, row.answer);
  }
}

TEST_CASE("a region or the default says whose register counts where no country is stated",
          "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"national-dnc"});
  check.fresh_within = days{31};
  desk.rule(check);
  desk.loaded("national-dnc", "2026-11-20 00:00 +03:00");
  desk.loaded_of("US", "national-dnc", "2026-09-01 00:00 +03:00");
  desk.expect(now, "allow", "no country");
  desk.profile().region = "US-FL";
  desk.expect(now, "deny list-stale", "the region's");
  desk.profile().region = "";
  desk.world.policy.defaults.country = "US";
  desk.expect(now, "deny list-stale", "the default one");
  desk.profile().country = "TR";
  desk.expect(now, "allow", "a country without a register of its own");
}

TEST_CASE("the registers of all countries that a customer counts as in must be fresh", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"national-dnc"});
  check.fresh_within = days{31};
  desk.rule(check);
  desk.loaded_of("TR", "national-dnc", "2026-11-20 00:00 +03:00");
  desk.loaded_of("US", "national-dnc", "2026-09-01 00:00 +03:00");
  desk.profile().country = "TR";
  desk.expect(now, "allow", "in one country");
  desk.world.number_regions = {"US-FL"};
  desk.expect(now, "deny list-stale", "with a number of another");
  desk.loaded_of("US", "national-dnc", "2026-11-20 00:00 +03:00");
  desk.expect(now, "allow", "both are fresh");
  desk.world.number_regions = {"CA-ON"};
  desk.expect(now, "deny list-stale", "of a country whose register was never loaded");
}

TEST_CASE("being listed comes before a stale list", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"dnc", "bounced"});
  check.fresh_within = days{31};
  desk.rule(check);
  desk.loaded("bounced", "2026-11-20 00:00 +03:00");
  desk.listed("2026-11-10 00:00 +03:00", "bounced");
  desk.expect(now, "deny listed", "dnc was never loaded, but bounced holds the customer");
  desk.world.customer.listings[0].until = time("2026-11-30 00:00 +03:00");
  desk.expect(now, "deny listed", "after the entry's end dnc is still stale: no time to wait for");
  desk.loaded("dnc", "2026-11-20 00:00 +03:00");
  desk.expect(now, "defer listed until 2026-11-30 00:00 +03:00");
}

TEST_CASE("a deferral does not outlive the list's freshness", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"dnc"});
  check.fresh_within = days{31};
  desk.rule(check);
  desk.loaded("dnc", "2026-11-01 00:00 +03:00");
  Listing& entry = desk.listed("2026-11-10 00:00 +03:00", "dnc", "2026-12-02 00:00 +03:00");
  desk.expect(now, "deny listed", "when the entry ends the list has just become stale");
  entry.until = time("2026-12-01 23:59:59.999 +03:00");
  desk.expect(now, "defer listed until 2026-12-01 23:59:59.999 +03:00");
}

TEST_CASE("a later valid consent lifts an entry where the rule says so", "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"dnc"});
  check.lifted_by_later_consent = true;
  desk.rule(check);
  desk.listed("2026-06-01 10:00 +03:00", "dnc");
  desk.expect(now, "deny listed");
  Consent& grant = desk.consent("2026-06-01 10:00 +03:00", "grant marketing sms any");
  desk.expect(now, "deny listed", "given at the same instant is not later");
  grant.at = time("2026-06-01 10:00:00.001 +03:00");
  desk.expect(now, "allow");
  grant.channel = "email";
  desk.expect(now, "deny listed", "does not cover the request");
  grant.channel = "sms";
  grant.expires_at = time("2026-11-24 14:00 +03:00");
  desk.expect("2026-11-24 13:59:59.999 +03:00", "allow");
  desk.expect(now, "deny listed", "the consent has expired");
  grant.expires_at.reset();
  desk.consent("2026-07-01 10:00 +03:00", "withdraw any sms any");
  desk.expect(now, "deny listed", "the consent was withdrawn");
  desk.consent("2026-08-01 10:00 +03:00", "grant marketing sms any");
  desk.expect(now, "allow", "and given again");
  desk.listed("2026-09-01 10:00 +03:00", "dnc");
  desk.expect(now, "deny listed", "an entry after the last consent");
  check.lifted_by_later_consent = false;
  desk.world.customer.listings.pop_back();
  desk.world.policy.rules[0].check = check;
  desk.expect(now, "deny listed", "without the key nothing lifts");
}

TEST_CASE("an entry without an end is final even where a consent to come would lift it",
          "[decide]") {
  Desk desk;
  ListCheck check = absent_from({"bounced", "dnc"});
  check.lifted_by_later_consent = true;
  desk.rule(check);
  desk.listed("2026-11-10 00:00 +03:00", "bounced");
  desk.consent("2026-11-25 00:00 +03:00", "grant any any any");
  desk.expect(now, "deny listed");
  desk.listed("2026-11-10 00:00 +03:00", "dnc", "2026-11-26 00:00 +03:00");
  desk.expect(now, "deny listed", "beside one that has an end");
  desk.world.customer.listings.erase(desk.world.customer.listings.begin());
  desk.expect(now, "defer listed until 2026-11-25 00:00 +03:00",
              "an entry with an end may be lifted earlier");
}

}  // namespace
}  // namespace tact::desk
