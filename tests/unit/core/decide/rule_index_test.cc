// The index of a policy's rules against the policy's rules looked at one by one.
#include "core/decide/rule_index.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "naive/random_world.h"
#include "unit/core/decide/desk.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

using desk::all_of;
using desk::either;
using desk::is;
using desk::is_not;
using desk::label_is;

Rule rule_when(std::vector<Condition> when) {
  Rule rule;
  rule.when = all_of(std::move(when));
  rule.check = DenyCheck{};
  return rule;
}

// Rules of which a request finds its own: the index must be small enough to see through.
class Shelf {
 public:
  Shelf() {
    customer_.profile.emplace();
    facts_.customer = &customer_;
    facts_.registers = &registers_;
    fields.channel = "sms";
    fields.purpose = "marketing/promotion";
  }

  // Returns the rule's place.
  std::size_t add(Rule rule) {
    rule.id = "r" + std::to_string(policy.rules.size());
    policy.rules.push_back(std::move(rule));
    return policy.rules.size() - 1;
  }

  std::vector<std::size_t> candidates() {
    index_rules(policy);
    const Scene scene{policy, facts_, fields, CustomerClock(policy, nullptr, {})};
    std::vector<std::size_t> found;
    for (const std::size_t rule : candidates_for(scene)) found.push_back(rule);
    return found;
  }

  Policy policy;
  ContactFields fields;
  Profile& profile() { return *customer_.profile; }

 private:
  SubjectState customer_;
  Registers registers_;
  Facts facts_;
};

// Four countries with five rules each, and one for all: rules 0–4, 5–9, 10–14, 15–19 and 20.
Shelf four_countries() {
  Shelf shelf;
  for (const std::string country : {"TR", "US", "FR", "GB"}) {
    shelf.add(rule_when({is(Field::country, {country})}));
    shelf.add(rule_when({is(Field::country, {country}), is(Field::channel, {"sms"})}));
    shelf.add(rule_when({is(Field::country, {country}), is(Field::channel, {"call", "email"})}));
    shelf.add(rule_when({is(Field::country, {country}), is(Field::purpose, {"marketing"})}));
    Rule exempt = rule_when({is(Field::country, {country})});
    exempt.unless = all_of({is(Field::purpose, {"marketing/promotion"})});
    shelf.add(exempt);
  }
  shelf.add(rule_when({}));
  return shelf;
}

TEST_CASE("a request's candidates are the rules of its country, channel and purpose") {
  Shelf shelf = four_countries();
  using Places = std::vector<std::size_t>;
  shelf.profile().country = "US";
  CHECK(shelf.candidates() == Places{5, 6, 8, 20});
  shelf.fields.channel = "call";
  CHECK(shelf.candidates() == Places{5, 7, 8, 20});
  shelf.fields.purpose = "marketing/newsletter";
  CHECK(shelf.candidates() == Places{5, 7, 8, 9, 20});
  shelf.fields.purpose = "marketing/promotion/autumn";  // Below one that rules name.
  CHECK(shelf.candidates() == Places{5, 7, 8, 20});
  shelf.fields.purpose = "marketingfair";
  CHECK(shelf.candidates() == Places{5, 7, 9, 20});
}

TEST_CASE("what rules do not name is a value like any other") {
  Shelf shelf = four_countries();
  shelf.profile().country = "NZ";
  CHECK(shelf.candidates() == std::vector<std::size_t>{20});
  shelf.profile().country = "TR";
  shelf.fields.channel = "pigeon";
  shelf.fields.purpose = "gossip";
  CHECK(shelf.candidates() == std::vector<std::size_t>{0, 4, 20});
}

TEST_CASE("a customer of unknown country has the rules of all countries for candidates") {
  Shelf shelf = four_countries();
  CHECK(shelf.candidates().size() == 4 * 3 + 1);
  shelf.policy.defaults.country = "FR";
  CHECK(shelf.candidates() == std::vector<std::size_t>{10, 11, 13, 20});
  shelf.profile().region = "US-FL";  // Also says the country, before the default does.
  CHECK(shelf.candidates() == std::vector<std::size_t>{5, 6, 8, 20});
}

TEST_CASE("regions, labels and the like are told apart where enough rules name them") {
  Shelf shelf;
  for (int state = 10; state < 90; ++state) {
    shelf.add(rule_when(
        {is(Field::country, {"US"}), is(Field::region, {"US-" + std::to_string(state)})}));
  }
  for (const std::string mode : {"live", "automated", "prerecorded"}) {
    shelf.add(rule_when({label_is("mode", {mode}), is(Field::region, {"US-10", "US-11"})}));
  }
  shelf.add(rule_when({label_is("mode", {"live"}), is_not(is(Field::region, {"US-10"}))}));
  shelf.profile().region = "US-10";
  CHECK(shelf.candidates() == std::vector<std::size_t>{0});
  shelf.fields.labels = {{"mode", "live"}};
  CHECK(shelf.candidates() == std::vector<std::size_t>{0, 80});
  shelf.profile().region = "US-12";
  CHECK(shelf.candidates() == std::vector<std::size_t>{2, 83});
  shelf.profile().region.clear();
  shelf.profile().country = "US";
  CHECK(shelf.candidates().size() == 82);
}

TEST_CASE("patterns and alternatives stay candidates wherever they may hold") {
  Shelf shelf;
  const std::size_t pattern = shelf.add(rule_when({is(Field::campaign, {"autumn-*"})}));
  const std::size_t exact = shelf.add(rule_when({is(Field::campaign, {"autumn-1"})}));
  const std::size_t absent = shelf.add(rule_when({is_not(is(Field::campaign, {"*"}))}));
  const std::size_t choice =
      shelf.add(rule_when({either({is(Field::campaign, {"spring"}), is(Field::country, {"TR"})})}));
  shelf.profile().country = "US";
  CHECK(shelf.candidates() == std::vector<std::size_t>{absent, choice});
  shelf.fields.campaign = "autumn-1";
  CHECK(shelf.candidates() == std::vector<std::size_t>{pattern, exact, absent, choice});
  shelf.fields.campaign = "autumn-2";
  CHECK(shelf.candidates() == std::vector<std::size_t>{pattern, absent, choice});
}

TEST_CASE("a copied policy has no index, as it may be changed") {
  Shelf shelf = four_countries();
  index_rules(shelf.policy);
  Policy copy = shelf.policy;
  CHECK(shelf.policy.index.get() != nullptr);
  CHECK(copy.index.get() == nullptr);
  index_rules(copy);
  copy = shelf.policy;
  CHECK(copy.index.get() == nullptr);
  const Policy moved = std::move(shelf.policy);
  CHECK(moved.index.get() != nullptr);
}

TEST_CASE("an index stays small, whatever the policy names") {
  Shelf shelf;
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = "brand-" + std::to_string(i);
    shelf.add(rule_when({is(Field::brand, {name}), is(Field::country, {i % 2 ? "TR" : "US"})}));
  }
  const RuleIndex index(shelf.policy);
  CHECK(index.bytes() < std::size_t{8} << 20);
  REQUIRE(index.fields().size() == 1);  // Brands would take 50 MB.
  CHECK(index.fields().front().field == Field::country);

  Shelf ordinary;
  for (int i = 0; i < 1'000; ++i) {
    const std::string name = "brand-" + std::to_string(i);
    ordinary.add(rule_when({is(Field::brand, {name}), is(Field::country, {i % 2 ? "TR" : "US"})}));
  }
  ordinary.fields.brand = "brand-7";
  CHECK(ordinary.candidates() == std::vector<std::size_t>{7});
}

// ---- against decisions without it ----

std::shared_ptr<const ZoneBook> system_zones() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  return std::make_shared<const ZoneBook>(std::move(*book));
}

// The world of the seed, with the rules of others behind its own.
naive::World crowded_world(std::uint64_t seed, int others,
                           const std::shared_ptr<const ZoneBook>& zones) {
  naive::World world = naive::random_world(seed, zones);
  for (int other = 1; other <= others; ++other) {
    const auto donor_seed = seed * 1'000'003 + static_cast<std::uint64_t>(other);
    naive::World donor = naive::random_world(donor_seed, zones);
    for (Rule& rule : donor.policy.rules) {
      rule.id = "w" + std::to_string(other) + '-' + rule.id;
      world.policy.rules.push_back(std::move(rule));
    }
  }
  return world;
}

bool same_explanation(const std::vector<Explained>& a, const std::vector<Explained>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.reason == y.reason && x.mode == y.mode && x.insight == y.insight;
  });
}

void check_same_answers(std::uint64_t seed, int others,
                        const std::shared_ptr<const ZoneBook>& zones) {
  naive::World world = crowded_world(seed, others, zones);
  const naive::Asked asked(world);
  const Decision plain = decide(world.policy, asked.facts(), asked.question());
  const auto explained = explain(world.policy, asked.facts(), asked.question());
  index_rules(world.policy);
  if (decide(world.policy, asked.facts(), asked.question()) != plain) {
    FAIL("seed " << seed << " decides otherwise with an index\n" << describe(world));
  }
  const auto indexed = explain(world.policy, asked.facts(), asked.question());
  if (!same_explanation(indexed, explained)) {
    FAIL("seed " << seed << " explains otherwise with an index\n" << describe(world));
  }
}

TEST_CASE("an index changes no answer") {
  const auto zones = system_zones();
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) check_same_answers(seed, 0, zones);
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) check_same_answers(seed, 6, zones);
  for (std::uint64_t seed = 1; seed <= 200; ++seed) check_same_answers(seed, 80, zones);
}

}  // namespace
}  // namespace tact
