#include "naive/naive.h"

#include "naive/scene.h"

namespace tact::naive {
namespace {

bool all_pass(const Scene& scene) {
  for (std::size_t i = 0; i < scene.policy.rules.size(); ++i) {
    const Rule& rule = scene.policy.rules[i];
    if (rule.mode == RuleMode::shadow || !applies(scene, rule)) continue;
    if (judge_rule(scene, i).code != Code::none) return false;
  }
  return true;
}

std::optional<Instant> find_retry(const Scene& now) {
  Scene then = now;
  for (const Instant candidate : candidates(now)) {
    then.t = candidate;
    if (all_pass(then)) return candidate;
  }
  return std::nullopt;
}

}  // namespace

bool all_pass(const Policy& policy, const Facts& facts, const ContactFields& fields, Instant at) {
  return all_pass(Scene{policy, facts, fields, customer_zones(policy, facts), at});
}

NaiveAnswer decide(const Policy& policy, const Facts& facts, const Question& question) {
  const Scene scene{policy, facts, *question.fields, customer_zones(policy, facts), question.at};
  NaiveAnswer answer;
  bool is_final = false;
  std::optional<Headroom> headroom;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const Rule& rule = policy.rules[i];
    if (!applies(scene, rule)) continue;
    const Verdict verdict = judge_rule(scene, i);
    if (verdict.code != Code::none) {
      const bool binds = rule.mode == RuleMode::enforce;
      (binds ? answer.failing : answer.shadow).push_back({rule.id, verdict.code, verdict.observed});
      if (binds && verdict.is_final) is_final = true;
    } else if (const auto* cap = std::get_if<CapCheck>(&rule.check);
               cap != nullptr && rule.mode == RuleMode::enforce) {
      const int remaining = cap->at_most - (verdict.observed + 1);
      if (!headroom || remaining < headroom->remaining) headroom = Headroom{rule.id, remaining};
    }
  }
  if (on_hold(scene)) {
    answer.failing.push_back({"", Code::on_hold, 0});
    return answer;
  }
  if (answer.failing.empty()) {
    answer.outcome = Outcome::allow;
    answer.headroom = headroom;
    return answer;
  }
  if (is_final) return answer;
  const std::optional<Instant> retry = find_retry(scene);
  if (!retry) return answer;
  if (question.expires_at && *retry >= *question.expires_at) {
    answer.failing.push_back({"", Code::would_expire, 0});
    return answer;
  }
  answer.outcome = Outcome::defer;
  answer.retry_at = retry;
  return answer;
}

NaiveAnswer in_brief(const Decision& decision) {
  const auto brief = [](const std::vector<Reason>& reasons) {
    std::vector<Failure> failures;
    for (const Reason& reason : reasons) {
      const bool counts = reason.code == Code::cap_reached || reason.code == Code::volume_exceeded;
      const auto* observed = std::get_if<std::int64_t>(&reason.observed);
      const int number = counts && observed != nullptr ? static_cast<int>(*observed) : 0;
      failures.push_back({reason.rule, reason.code, number});
    }
    return failures;
  };
  return {decision.outcome, brief(decision.reasons), decision.retry_at, decision.headroom,
          brief(decision.shadow)};
}

}  // namespace tact::naive
