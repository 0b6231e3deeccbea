// Caps: which contacts count, and how many more a cap leaves.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";

TEST_CASE("which contacts count follows from the basis and what became of them", "[decide]") {
  using enum ContactStatus;
  struct Case {
    Basis basis;
    std::vector<ContactStatus> count;
  };
  const std::vector<Case> cases = {
      {Basis::contact, {reserved, sent, delivered, conversation}},
      {Basis::attempt, {reserved, sent, failed, delivered, conversation}},
      {Basis::delivered, {reserved, delivered, conversation}},
      {Basis::conversation, {conversation}}};
  for (const Case& row : cases) {
    for (const auto status : {reserved, sent, failed, cancelled, delivered, conversation}) {
      Desk desk;
      CapCheck check = cap(1, "24h");
      check.counting.basis = row.basis;
      desk.rule(check);
      desk.contact("2026-11-24 13:00 +03:00", status);
      bool counts = false;
      for (const ContactStatus one : row.count) counts = counts || one == status;
      INFO("basis " << static_cast<int>(row.basis) << ", status " << static_cast<int>(status));
      desk.expect(now, counts ? "defer cap-reached until 2026-11-25 13:00 +03:00" : "allow");
    }
  }
}

TEST_CASE("the contact asked for counts as one, whatever `count` says", "[decide]") {
  Desk desk;
  CapCheck check = cap(1, "24h");
  check.counting.count = all_of({is(Field::channel, {"call"})});
  desk.rule(check);
  desk.contact("2026-11-24 13:00 +03:00");
  desk.expect(now, "allow", "messages do not count");
  desk.contact("2026-11-24 13:30 +03:00").fields.channel = "call";
  desk.expect(now, "defer cap-reached until 2026-11-25 13:30 +03:00",
              "one call and this message are two");
}

TEST_CASE("contacts that `unless` exempts are not limited but do count", "[decide]") {
  Desk desk;
  desk.rule(cap(1, "24h")).unless = all_of({is(Field::campaign, {"winter"})});
  desk.contact("2026-11-24 13:00 +03:00").fields.campaign = "winter";
  desk.expect(now, "defer cap-reached until 2026-11-25 13:00 +03:00");
  desk.asked().campaign = "winter";
  desk.expect(now, "allow");
}

TEST_CASE("`same` asks contacts to share fields, and absent equals absent", "[decide]") {
  struct Case {
    std::string contact_brand, asked_brand;
    bool counts;
  };
  const std::vector<Case> cases = {{"acme", "acme", true},
                                   {"acme", "bank", false},
                                   {"", "acme", false},
                                   {"acme", "", false},
                                   {"", "", true}};
  for (const Case& row : cases) {
    for (const bool by_label : {false, true}) {
      Desk desk;
      CapCheck check = cap(1, "24h");
      const auto say = [&](ContactFields& fields, const std::string& value) {
        fields.brand = by_label ? "" : value;
        if (by_label && !value.empty()) fields.labels = {{"subject", value}};
      };
      check.counting.same = {by_label ? SameField{Field::label, "subject"}
                                      : SameField{Field::brand, ""}};
      desk.rule(check);
      say(desk.contact("2026-11-24 13:00 +03:00").fields, row.contact_brand);
      say(desk.asked(), row.asked_brand);
      desk.expect(now, row.counts ? "defer cap-reached until 2026-11-25 13:00 +03:00" : "allow",
                  row.contact_brand + " / " + row.asked_brand);
    }
  }
}

TEST_CASE("`same: [purpose]` means the very purpose, not its subtree", "[decide]") {
  Desk desk;
  CapCheck check = cap(1, "24h");
  check.counting.same = {{Field::purpose, ""}};
  desk.rule(check);
  desk.contact("2026-11-24 13:00 +03:00").fields.purpose = "marketing/newsletter";
  desk.expect(now, "allow");
  desk.contact("2026-11-24 13:30 +03:00");
  desk.expect(now, "defer cap-reached until 2026-11-25 13:30 +03:00");
}

TEST_CASE("a cap per address or household counts theirs, or the customer's where none is named",
          "[decide]") {
  Desk desk;
  CapCheck check = cap(1, "24h");
  check.counting.per = Per::address;
  desk.rule(check);
  const Contact contact = desk.contact("2026-11-24 13:00 +03:00");
  const std::string reached = "defer cap-reached until 2026-11-25 13:00 +03:00";
  desk.expect(now, reached, "no address named: the customer's");
  desk.world.address_named = naive::World::Address::other;
  desk.expect(now, "allow", "nothing went to this address");
  desk.world.customer.contacts.clear();
  desk.world.address.contacts = {contact};
  desk.expect(now, reached, "contacts of any customer to this address");

  check.counting.per = Per::household;
  desk.world.policy.rules[0].check = check;
  desk.expect(now, "allow", "no household: the customer's");
  desk.world.in_household = true;
  desk.world.housemates.emplace_back().contacts = {contact};
  desk.expect(now, reached, "of all who are in the household");
  check.counting.per = Per::customer;
  desk.world.policy.rules[0].check = check;
  desk.expect(now, "allow");
}

TEST_CASE("a cap of none never passes", "[decide]") {
  Desk desk;
  desk.rule(cap(0, "24h"));
  desk.expect(now, "deny cap-reached", "no time within the horizon");
}

TEST_CASE("headroom is what the tightest cap leaves after this contact", "[decide]") {
  Desk desk;
  desk.rule(cap(3, "7d"));
  desk.expect(now, "allow, 2 left");
  desk.contact("2026-11-20 12:00 +03:00");
  desk.expect(now, "allow, 1 left");
  desk.contact("2026-11-29 12:00 +03:00");
  desk.expect(now, "allow, 1 left", "20 and 29 November are in no common window");
  desk.contact("2026-11-26 12:00 +03:00");
  desk.expect(now, "allow, 0 left", "20, 24 and 26 November are");
  desk.rule(cap(1, "1h"));
  desk.expect(now, "allow, 0 left under r1", "the first of two that leave as little");
  desk.world.policy.rules[0].mode = RuleMode::shadow;
  desk.expect(now, "allow, 0 left under r2", "a shadow rule limits nothing");
}

}  // namespace
}  // namespace tact::desk
