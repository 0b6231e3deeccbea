#include "engine/fold.h"

#include <random>

#include <catch2/catch.hpp>

#include "support/decider_desk.h"

namespace tact::test {
namespace {

using std::chrono::hours;

// One random word from the outside world.
void step(DeciderDesk& desk, std::mt19937_64& dice) {
  const auto pick = [&](std::uint64_t choices) { return dice() % choices; };
  const std::string customer = "c" + std::to_string(pick(5));
  const std::string address = "a" + std::to_string(pick(3)) + "@example.org";
  Person person{pick(4) == 0 ? "" : customer, pick(2) == 0 ? address : ""};
  if (person.customer.empty() && person.address.empty()) person.customer = customer;
  desk.now += hours(pick(40));
  switch (pick(10)) {
    case 9:
      if (pick(4) == 0) desk.erase(customer);
      return;
    case 0: {
      ConsentRecord consent;
      consent.person = person;
      consent.state = pick(2) ? ConsentState::granted : ConsentState::withdrawn;
      consent.channel = pick(2) ? "sms" : "";
      if (pick(3) == 0) consent.evidence = "{}";
      desk.tell(consent, desk.now - hours(pick(100)));
      return;
    }
    case 1: {
      CustomerRecord profile;
      profile.customer = customer;
      if (pick(2)) profile.household = "h" + std::to_string(pick(2));
      if (pick(2)) profile.addresses = {{"email", address}};
      desk.tell(profile);
      return;
    }
    case 2: {
      ActivityRecord activity;
      activity.customer = customer;
      activity.event = pick(2) ? "purchase" : "complaint";
      desk.tell(activity, desk.now - hours(pick(400)));
      return;
    }
    case 3: {
      ListingRecord listing;
      listing.list = "bounced";
      listing.person = {"", address};
      listing.state = pick(3) ? ListingState::added : ListingState::removed;
      desk.tell(listing);
      return;
    }
    case 4: desk.tell(ListRecord{"bounced", std::nullopt}); return;
    case 5: desk.tell(HoldRecord{{"", "", "call", ""}, pick(2) == 0}); return;
    case 6:
      if (desk.size() > 1) {
        const Seq decision{pick(desk.size())};
        desk.report(decision, static_cast<ContactStatus>(pick(6)));
      }
      return;
    default: {
      Request request = sms_to("", "r-" + std::to_string(pick(200)));
      request.person = person;
      if (pick(4) == 0) request.at = desk.now + hours(pick(2'000));
      desk.ask(request);
    }
  }
}

// Whether the store holds exactly the states that its ledger folds to, byte for byte.
void check_store_is_fold(DeciderDesk& desk) {
  const auto plan = keeping_plan(desk.store(), std::nullopt);
  REQUIRE(plan.ok());
  Fold fold;
  REQUIRE(fold_all(desk.store(), *plan, fold).ok());
  for (const Change& change : fold.changes()) {
    const auto stored = desk.store().load({&change.key, 1});
    REQUIRE(stored.ok());
    REQUIRE(stored->front().has_value());
    REQUIRE(*stored->front() == change.value);
  }
}

TEST_CASE("states are what the ledger folds to", "[engine][fold]") {
  const auto seed = GENERATE(range(0, 40));
  CAPTURE(seed);
  std::mt19937_64 dice(static_cast<std::uint64_t>(seed));
  Policy policy = open_policy("mixed");
  policy.rules.push_back(cap_rule("cap", 3, hours(24 * 7)));
  if (seed % 2 == 0) {
    Rule rule;
    rule.id = "capacity";
    VolumeCheck check;
    check.at_most = 4;
    check.within.length = hours(48);
    rule.check = check;
    policy.rules.push_back(rule);
  }
  DeciderDesk desk(std::make_shared<const Policy>(policy));
  for (int i = 0; i < 150; ++i) step(desk, dice);
  check_store_is_fold(desk);

  desk.activate(capped_policy(3, hours(24 * 700)));  // looks further back
  for (int i = 0; i < 50; ++i) step(desk, dice);
  check_store_is_fold(desk);

  desk.restart();
  for (int i = 0; i < 50; ++i) step(desk, dice);
  check_store_is_fold(desk);
}

}  // namespace
}  // namespace tact::test
