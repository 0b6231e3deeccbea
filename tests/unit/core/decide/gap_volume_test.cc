// Gaps between contacts, and the sender's own totals.
#include <string>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("a gap passes exactly when it is as long as asked", "[decide]") {
  Desk desk;
  desk.rule(gap("4h"));
  desk.expect(now, "allow", "no contact at all");
  desk.contact("2026-11-24 10:00 +03:00");
  desk.answers(
      {{"2026-11-24 14:00 +03:00", "allow"},
       {"2026-11-24 13:59:59.999 +03:00", "defer gap-too-short until 2026-11-24 14:00 +03:00"},
       {"2026-11-24 10:00 +03:00", "defer gap-too-short until 2026-11-24 14:00 +03:00"}});
}

TEST_CASE("a gap must remain to the next reserved contact too", "[decide]") {
  Desk desk;
  desk.rule(gap("4h"));
  desk.contact("2026-11-24 20:00 +03:00");
  desk.answers(
      {{"2026-11-24 16:00 +03:00", "allow"},
       {"2026-11-24 16:00:00.001 +03:00", "defer gap-too-short until 2026-11-25 00:00 +03:00"}});
  desk.contact("2026-11-24 12:00 +03:00");
  desk.expect(now, "defer gap-too-short until 2026-11-24 16:00 +03:00",
              "between 12:00 and 20:00 one instant is left");
}

TEST_CASE("a gap counts what its count, same and basis say", "[decide]") {
  Desk desk;
  GapCheck check = gap("4h");
  check.counting.count = all_of({is(Field::channel, {"sms"})});
  check.counting.same = {{Field::brand, ""}};
  check.counting.basis = Basis::delivered;
  desk.rule(check);
  Contact& contact = desk.contact("2026-11-24 12:00 +03:00", ContactStatus::sent);
  desk.expect(now, "allow", "sent is not delivered");
  contact.status = ContactStatus::delivered;
  desk.expect(now, "defer gap-too-short until 2026-11-24 16:00 +03:00");
  contact.fields.brand = "bank";
  desk.expect(now, "allow", "another brand");
  contact.fields.brand = "acme";
  contact.fields.channel = "call";
  desk.expect(now, "allow", "another channel");
}

TEST_CASE("a gap leaves no headroom to tell", "[decide]") {
  Desk desk;
  desk.rule(gap("4h"));
  CHECK(desk.ask(now) == "allow");
}

void everyone(Desk& desk, const std::string& at, const std::string& channel) {
  Contact contact;
  contact.at = time(at);
  contact.fields.channel = channel;
  desk.world.everyone.push_back(contact);
}

TEST_CASE("a volume counts the contacts of all customers", "[decide]") {
  Desk desk;
  VolumeCheck check = volume(2, "1h");
  check.counting.same = {{Field::channel, ""}};
  desk.rule(check);
  everyone(desk, "2026-11-24 13:20 +03:00", "sms");
  everyone(desk, "2026-11-24 13:30 +03:00", "call");
  desk.contact("2026-11-24 13:40 +03:00");
  CHECK(desk.ask(now) == "allow");  // No headroom: it is not the customer's to use up.
  everyone(desk, "2026-11-24 13:50 +03:00", "sms");
  desk.expect(now, "defer volume-exceeded until 2026-11-24 14:20 +03:00");
  desk.expect("2026-11-24 14:20 +03:00", "allow", "13:20 is exactly an hour ago");
  desk.asked().channel = "call";
  desk.expect(now, "allow", "calls have a total of their own");
}

TEST_CASE("a volume's calendar is that of the policy, or UTC", "[decide]") {
  Desk desk("Asia/Kolkata");  // The customer's own clock does not matter.
  desk.rule(volume(1, "calendar day"));
  everyone(desk, "2026-11-24 12:00 +03:00", "sms");
  desk.answers({{"2026-11-25 02:59 +03:00", "defer volume-exceeded until 2026-11-25 03:00 +03:00",
                 "the day ends in UTC"},
                {"2026-11-25 03:00 +03:00", "allow"}});
  desk.world.policy.defaults.timezone = desk.zone("Europe/Istanbul");
  desk.answers({{"2026-11-24 23:59 +03:00", "defer volume-exceeded until 2026-11-25 00:00 +03:00",
                 "the day ends in Istanbul"},
                {"2026-11-25 00:00 +03:00", "allow"}});
  desk.world.customer.profile.reset();
  desk.world.policy.defaults.timezone = nullptr;
  desk.expect(now, "defer volume-exceeded until 2026-11-25 03:00 +03:00",
              "no customer's clock is needed");
}

TEST_CASE("a volume may count runs of dates", "[decide]") {
  Desk desk;
  desk.rule(volume(1, "3 calendar days"));
  everyone(desk, "2026-11-24 12:00 +00:00", "sms");
  desk.answers(
      {{"2026-11-26 23:59 +00:00", "defer volume-exceeded until 2026-11-27 00:00 +00:00"},
       {"2026-11-27 00:00 +00:00", "allow"},
       {"2026-11-21 23:59 +00:00", "allow"},
       {"2026-11-22 00:00 +00:00", "defer volume-exceeded until 2026-11-27 00:00 +00:00"}});
}

}  // namespace
}  // namespace tact::desk
