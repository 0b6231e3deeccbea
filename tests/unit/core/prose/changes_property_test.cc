// What is said of changes, against decisions on random worlds: where nothing is said to have
// changed, or nothing that decides, answers are the same; where a policy is said to be stricter, no
// answer is better than before.
//
// TACT_SEEDS says how many worlds; TACT_SEED=N looks at that one alone and prints it.
#include <array>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "naive/naive.h"
#include "naive/random_world.h"
#include "unit/core/prose/other_policy.h"
#include "unit/core/prose/telling.h"
#include "zones/system_zones.h"

namespace tact::naive {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Outcomes from the best to the worst.
int rank(Outcome outcome) {
  switch (outcome) {
    case Outcome::allow: return 0;
    case Outcome::defer: return 1;
    case Outcome::deny: return 2;
  }
  return 3;
}

Decision decide_in(const World& world) {
  const Asked asked(world);
  return tact::decide(world.policy, asked.facts(), asked.question());
}

bool is_no_better(const Decision& after, const Decision& before) {
  if (rank(after.outcome) != rank(before.outcome)) {
    return rank(after.outcome) > rank(before.outcome);
  }
  return after.outcome != Outcome::defer || after.retry_at >= before.retry_at;
}

bool is_told_truly(const PolicyChanges& changes, const Decision& before, const Decision& after) {
  switch (changes.effect()) {
    case Effect::none: {
      NaiveAnswer old_answer = in_brief(before);
      NaiveAnswer new_answer = in_brief(after);
      if (!changes.empty()) {
        // What is only watched may have changed; it binds nothing.
        old_answer.shadow.clear();
        new_answer.shadow.clear();
      }
      return old_answer == new_answer;
    }
    case Effect::stricter: return is_no_better(after, before);
    case Effect::softer: return is_no_better(before, after);
    case Effect::unclear: return true;
  }
  return false;
}

struct Pair {
  World before;
  World after;
};

Pair random_pair(std::uint64_t seed, const std::shared_ptr<const ZoneBook>& zones) {
  World before = random_world(seed, zones);
  World after = before;
  Dice dice(seed + 7'000'000);
  after.policy = with_one_change(std::move(after.policy), dice, zones, before.at);
  return {std::move(before), std::move(after)};
}

std::string report(const Pair& pair) {
  const auto outcome = [](const Decision& decision) {
    return std::string(outcome_name(decision.outcome)) +
           (decision.retry_at ? " until " + format_instant(*decision.retry_at) : "");
  };
  return describe(pair.before) + "  and changed:\n" + describe(pair.after) +
         "  said: " + in_lines(changes_between(pair.before.policy, pair.after.policy)) +
         "  before: " + outcome(decide_in(pair.before)) +
         "\n  after:  " + outcome(decide_in(pair.after)) +
         "\n(replay with TACT_SEED=" + std::to_string(pair.before.seed) + ")";
}

std::shared_ptr<const ZoneBook> system_zones() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  return std::make_shared<const ZoneBook>(std::move(*book));
}

}  // namespace

TEST_CASE("a policy does not differ from itself, nor from itself with its rules turned round") {
  const auto zones = system_zones();
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const World world = random_world(seed, zones);
    Policy turned = world.policy;
    std::reverse(turned.rules.begin(), turned.rules.end());
    for (Rule& rule : turned.rules) {
      std::reverse(rule.when.all.begin(), rule.when.all.end());
      rule.place = {"elsewhere.yaml", 3, 1};
    }
    INFO(describe(world));
    for (const prose::Language* language : prose::languages()) {
      CHECK(changes_between(world.policy, world.policy, *language).empty());
      CHECK(changes_between(world.policy, turned, *language).empty());
    }
  }
}

TEST_CASE("what is said of a change is true of decisions") {
  const auto zones = system_zones();
  if (const std::uint64_t seed = number_from("TACT_SEED", 0)) {
    const Pair pair = random_pair(seed, zones);
    WARN(report(pair));
  }
  const std::uint64_t seeds = number_from("TACT_SEEDS", 50'000);
  std::array<std::uint64_t, 4> effects{};
  std::uint64_t answered_otherwise = 0;
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= seeds && failures < 3; ++seed) {
    const Pair pair = random_pair(seed, zones);
    const PolicyChanges changes = changes_between(pair.before.policy, pair.after.policy);
    const Decision before = decide_in(pair.before);
    const Decision after = decide_in(pair.after);
    if (!is_told_truly(changes, before, after)) {
      ++failures;
      FAIL_CHECK(report(pair));
    }
    ++effects[static_cast<std::size_t>(changes.effect())];
    if (in_brief(before) != in_brief(after)) ++answered_otherwise;
  }
  // Changes that are all alike, or that no answer shows, would prove little.
  if (failures == 0 && seeds >= 1000) {
    for (const std::uint64_t count : effects) CHECK(count * 15 > seeds);
    CHECK(answered_otherwise * 20 > seeds);
  }
}

TEST_CASE("turned round, a change is said the other way") {
  const auto zones = system_zones();
  const auto other_way = [](Effect effect) {
    return effect == Effect::stricter ? Effect::softer
           : effect == Effect::softer ? Effect::stricter
                                      : effect;
  };
  for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
    const Pair pair = random_pair(seed, zones);
    const PolicyChanges there = changes_between(pair.before.policy, pair.after.policy);
    const PolicyChanges back = changes_between(pair.after.policy, pair.before.policy);
    INFO(report(pair));
    CHECK(there.empty() == back.empty());
    CHECK(back.effect() == other_way(there.effect()));
  }
}

}  // namespace tact::naive
