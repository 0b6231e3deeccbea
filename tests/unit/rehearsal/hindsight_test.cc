// A past decision is explained from the ledger alone, however much has happened since.
#include "rehearsal/hindsight.h"

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "ledger/policy_history.h"
#include "unit/rehearsal/random_past.h"

namespace tact::test {
namespace {

// The policy that the ledger says was active at an entry.
std::shared_ptr<const Policy> policy_then(
    const Store& store, Seq seq, const std::map<std::string, std::shared_ptr<const Policy>>& by) {
  const auto active = policy_active_at(store, seq);
  REQUIRE(active.ok());
  REQUIRE(active->has_value());
  return by.at(std::get<PolicyEntry>((*active)->body).hash);
}

std::string in_words(const std::vector<Reason>& reasons) {
  std::string text;
  for (const Reason& reason : reasons) {
    text += reason.rule + ' ' + std::string(code_name(reason.code)) + ' ';
    if (const auto* number = std::get_if<std::int64_t>(&reason.observed)) {
      text += std::to_string(*number);
    }
    if (const auto* words = std::get_if<std::string>(&reason.observed)) text += *words;
    text += "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("every decision of the past is explained as it was recorded", "[rehearsal][hindsight]") {
  const auto seed = GENERATE(range(0, 60));
  CAPTURE(seed);
  std::mt19937_64 dice(static_cast<std::uint64_t>(seed));
  std::map<std::string, std::shared_ptr<const Policy>> policies;
  const auto next_policy = [&] {
    auto policy = compiled(random_policy_text(dice, "p" + std::to_string(policies.size())));
    policies[policy->hash] = policy;
    return policy;
  };
  DeciderDesk desk(next_policy());
  RandomHistory history(desk, dice);
  for (int part = 0; part < 3; ++part) {
    for (int i = 0; i < 100; ++i) history.step();
    desk.activate(next_policy());
  }
  for (const Entry& decision : decisions_of(desk.store())) {
    CAPTURE(decision.seq.value);
    const auto policy = policy_then(desk.store(), decision.seq, policies);
    const auto hindsight = explain_past(desk.store(), decision, policy);
    REQUIRE(hindsight.ok());
    const auto& recorded = std::get<DecisionEntry>(decision.body).decision;
    std::vector<Reason> failing;
    for (const Explained& rule : hindsight->rules) {
      const Insight& seen = rule.insight;
      if (seen.counted) {
        const auto shown = std::min<std::int64_t>(*seen.counted, seen_max);
        REQUIRE(seen.contacts.size() == static_cast<std::size_t>(shown));
      }
      const bool fails = rule.reason.code != Code::none;
      if (fails && rule.mode == RuleMode::enforce) failing.push_back(rule.reason);
    }
    INFO("recorded: " << in_words(recorded.reasons));
    INFO("again:    " << in_words(failing));
    REQUIRE(hindsight->matches_record);
  }
}

TEST_CASE("an entry that says something else is not matched", "[rehearsal][hindsight]") {
  const auto policy = compiled(policy_text("p", rule_texts()[5]));
  DeciderDesk desk(policy);
  for (int i = 0; i < 3; ++i) desk.ask(sms_to("ayse"));
  Entry last = decisions_of(desk.store()).back();
  REQUIRE(explain_past(desk.store(), last, policy)->matches_record);
  auto& decision = std::get<DecisionEntry>(last.body).decision;
  decision.reasons.front().observed = std::int64_t{7};
  CHECK_FALSE(explain_past(desk.store(), last, policy)->matches_record);
  decision.reasons.clear();
  CHECK_FALSE(explain_past(desk.store(), last, policy)->matches_record);
}

}  // namespace tact::test
