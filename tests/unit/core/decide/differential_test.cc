// The decision against a second one, written by brute force straight from the policy language's
// text (tests/naive/), on random worlds.
//
// TACT_SEEDS says how many worlds; TACT_SEED=N looks at that one alone and prints it.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "tact/decide.h"

#include "naive/dice.h"
#include "naive/naive.h"
#include "naive/random_world.h"
#include "zones/system_zones.h"

namespace tact::naive {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string in_words(const NaiveAnswer& answer) {
  std::ostringstream out;
  out << outcome_name(answer.outcome);
  if (answer.retry_at) out << " until " << format_instant(*answer.retry_at);
  for (const Failure& failure : answer.failing) {
    out << "; " << failure.rule << ' ' << code_name(failure.code);
    if (failure.observed != 0) out << " (" << failure.observed << ')';
  }
  for (const Failure& failure : answer.shadow) {
    out << "; shadow " << failure.rule << ' ' << code_name(failure.code);
  }
  if (answer.headroom) {
    out << "; headroom " << answer.headroom->remaining << " under " << answer.headroom->rule;
  }
  return out.str();
}

// The retry_at of a single reason: when that rule would pass if it stood alone.
std::string reason_difference(const World& world, const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) {
    if (reason.rule.empty()) continue;
    World alone = world;
    std::erase_if(alone.policy.rules, [&](const Rule& rule) { return rule.id != reason.rule; });
    alone.policy.rules.front().mode = RuleMode::enforce;
    alone.registers.holds.clear();
    alone.expires_at.reset();
    const Asked asked(alone);
    const NaiveAnswer answer = naive::decide(alone.policy, asked.facts(), asked.question());
    if (answer.retry_at == reason.retry_at) continue;
    const auto in_text = [](const std::optional<Instant>& at) {
      return at ? format_instant(*at) : "never";
    };
    return "  " + reason.rule + " alone would pass: " + in_text(answer.retry_at) +
           "; its reason says: " + in_text(reason.retry_at);
  }
  return "";
}

// What an explanation shows must bear out what it says: the window that it names is one that the
// count was made in, and holds that many.
std::string odd_insight(const World& world) {
  const Asked asked(world);
  for (const Explained& one : explain(world.policy, asked.facts(), asked.question())) {
    const Insight& seen = one.insight;
    const auto* observed = std::get_if<std::int64_t>(&one.reason.observed);
    if (observed != nullptr && seen.counted != *observed) {
      return "  " + one.reason.rule + " shows another count than it observed";
    }
    const std::size_t shown = seen.contacts.size();
    if (shown > seen_max ||
        (shown < seen_max && shown > 0 && seen.counted != std::int64_t(shown))) {
      return "  " + one.reason.rule + " shows other contacts than it counted";
    }
    if (!seen.window) continue;
    const bool is_local = !seen.window->zone.empty();
    const auto is_in = [&](Instant at) {
      return is_local ? seen.window->from <= at && at < seen.window->until
                      : seen.window->from < at && at <= seen.window->until;
    };
    // Clocks put back over midnight make a local date of two pieces.
    if (is_local) continue;
    bool all_in = is_in(world.at);
    for (const SeenContact& contact : seen.contacts) all_in = all_in && is_in(contact.at);
    if (!all_in) return "  " + one.reason.rule + " shows a window without its contacts";
  }
  return "";
}

// Both answers; empty where they are the same and the fast one is consistent with itself.
std::string difference(const World& world) {
  const Asked asked(world);
  const Policy& policy = world.policy;
  const NaiveAnswer slow = naive::decide(policy, asked.facts(), asked.question());
  const Decision decision = tact::decide(policy, asked.facts(), asked.question());
  const NaiveAnswer fast = in_brief(decision);
  if (slow != fast)
    return "  brute force: " + in_words(slow) + "\n  decide:      " + in_words(fast);

  std::vector<Failure> explained;
  for (const Explained& one : explain(policy, asked.facts(), asked.question())) {
    const bool fails = one.mode == RuleMode::enforce && one.reason.code != Code::none;
    if (fails) explained.push_back({one.reason.rule, one.reason.code, 0});
  }
  if (std::string odd = odd_insight(world); !odd.empty()) return odd;
  std::vector<Failure> failing = fast.failing;
  std::erase_if(failing, [](const Failure& failure) { return failure.rule.empty(); });
  for (Failure& failure : failing) failure.observed = 0;
  if (explained != failing) return "  explain() and decide() name different rules";
  const std::string of_reasons = reason_difference(world, decision.reasons);
  return of_reasons.empty() ? reason_difference(world, decision.shadow) : of_reasons;
}

// The candidates of the brute force could miss an instant, and so could decide(): before
// `retry_at` no instant at all may pass.
bool passes_too_late(const World& world, Dice& dice) {
  const Asked asked(world);
  const NaiveAnswer answer = naive::decide(world.policy, asked.facts(), asked.question());
  if (answer.outcome != Outcome::defer) return false;
  const Duration wait = *answer.retry_at - world.at;
  for (int i = 0; i < 20; ++i) {
    const Duration early = i == 0 ? Duration{} : (wait - Duration{1}) * dice.between(0, 999) / 1000;
    const Instant probe = *answer.retry_at - Duration{1} - early;
    if (probe <= world.at) continue;
    if (all_pass(world.policy, asked.facts(), world.fields, probe)) return true;
  }
  return false;
}

World smallest_that_differs(World world) {
  for (bool shrunk = true; shrunk;) {
    shrunk = false;
    for (std::size_t step = 0; auto less = without(world, step); ++step) {
      if (difference(*less).empty()) continue;
      world = std::move(*less);
      shrunk = true;
      break;
    }
  }
  return world;
}

std::shared_ptr<const ZoneBook> system_zones() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  return std::make_shared<const ZoneBook>(std::move(*book));
}

std::string report(const World& world) {
  const World small = smallest_that_differs(world);
  return describe(small) + difference(small) +
         "\n(reduced; replay with TACT_SEED=" + std::to_string(world.seed) + ")";
}

TEST_CASE("decide() and the brute force agree on every random world") {
  const auto zones = system_zones();
  if (const std::uint64_t seed = number_from("TACT_SEED", 0)) {
    const World world = random_world(seed, zones);
    WARN(describe(world));
    if (!difference(world).empty()) FAIL(report(world));
    return;
  }
  const std::uint64_t seeds = number_from("TACT_SEEDS", 50'000);
  std::array<std::uint64_t, 3> outcomes{};
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= seeds && failures < 5; ++seed) {
    const World world = random_world(seed, zones);
    if (!difference(world).empty()) {
      ++failures;
      FAIL_CHECK(report(world));
    }
    const Asked asked(world);
    const Decision decision = tact::decide(world.policy, asked.facts(), asked.question());
    ++outcomes[static_cast<std::size_t>(decision.outcome)];
  }
  // A generator whose worlds are all alike would prove little.
  if (failures == 0 && seeds >= 1000) {
    for (const std::uint64_t count : outcomes) CHECK(count * 8 > seeds);
  }
}

TEST_CASE("no instant before retry_at passes") {
  const auto zones = system_zones();
  const std::uint64_t seeds = number_from("TACT_SEEDS", 50'000) / 5;
  Dice dice(seeds);
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const World world = random_world(seed, zones);
    if (passes_too_late(world, dice)) FAIL(describe(world));
  }
}

}  // namespace
}  // namespace tact::naive
