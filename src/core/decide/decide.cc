#include "tact/decide.h"

#include <algorithm>

#include "tact/check.h"

#include "core/decide/age.h"
#include "core/decide/rule.h"
#include "core/decide/rule_index.h"

namespace tact {
namespace {

bool is_enforced(const Rule& rule) { return rule.mode == RuleMode::enforce; }

bool in_scope(const HoldScope& hold, const ContactFields& fields) {
  const auto fits = [](const std::string& scope, const std::string& value) {
    return scope.empty() || scope == value;
  };
  // What the request leaves out is absent: it is in no scope that asks for it, `*` included.
  const bool campaign_fits =
      hold.campaign.empty() ||
      (!fields.campaign.empty() && wildcard_matches(hold.campaign, fields.campaign));
  return fits(hold.brand, fields.brand) && fits(hold.channel, fields.channel) && campaign_fits &&
         purpose_covers(hold.purpose, fields.purpose);
}

bool is_on_hold(const Registers& registers, const ContactFields& fields) {
  return std::any_of(registers.holds.begin(), registers.holds.end(),
                     [&](const HoldScope& hold) { return in_scope(hold, fields); });
}

// When the last of the rules that refused first passes by itself; nothing where one never does.
std::optional<Instant> last_retry(const std::vector<Reason>& reasons) {
  Instant last = Instant::min();
  for (const Reason& reason : reasons) {
    if (!reason.retry_at) return std::nullopt;
    last = std::max(last, *reason.retry_at);
  }
  return last;
}

// The earliest instant from `from` to `until` at which every enforced rule would pass. Each step
// goes to the next instant at which one of the failing rules passes by itself; it is the answer
// once all agree.
std::optional<Instant> earliest_allowed(const Candidates& candidates, const Scene& scene,
                                        Instant from, Instant until) {
  Instant candidate = from;
  bool agreed = false;
  while (!agreed) {
    agreed = true;
    for (const std::size_t index : candidates) {
      const Rule& rule = scene.policy.rules[index];
      if (!is_enforced(rule)) continue;
      const std::optional<Instant> passes = next_pass(rule, index, scene, candidate, until);
      if (!passes) return std::nullopt;
      agreed = agreed && *passes == candidate;
      candidate = *passes;
    }
  }
  return candidate;
}

class Deciding {
 public:
  Deciding(const Policy& policy, const Scene& scene, const Question& question)
      : policy_(policy), scene_(scene), question_(question), candidates_(candidates_for(scene)) {}

  Decision run() {
    for (const std::size_t index : candidates_) judge_rule(index);
    note_age();
    // The ledger has no numbers either.
    decision_.number_regions.assign(scene_.facts.number_regions.begin(),
                                    scene_.facts.number_regions.end());
    if (is_on_hold(*scene_.facts.registers, scene_.fields)) {
      refuse(Code::on_hold, "This kind of message is on hold.");
    }
    conclude();
    if (decision_.outcome != Outcome::allow) decision_.headroom.reset();
    return std::move(decision_);
  }

 private:
  void judge_rule(std::size_t index) {
    const Rule& rule = policy_.rules[index];
    if (!applies(rule, scene_, question_.at)) return;
    const Judgement judgement = judge(rule, index, scene_, question_.at);
    if (judgement.code == Code::none) {
      if (is_enforced(rule)) note_headroom(rule, judgement);
      return;
    }
    Reason reason = describe(rule, judgement, scene_, question_.at);
    if (!judgement.is_final) {
      reason.retry_at = pass_after(rule, index, scene_, question_.at, question_.at + horizon);
    }
    if (is_enforced(rule)) {
      denied_ = denied_ || judgement.is_final;
      decision_.reasons.push_back(std::move(reason));
    } else {
      decision_.shadow.push_back(std::move(reason));
    }
  }

  void note_headroom(const Rule& rule, const Judgement& judgement) {
    const auto* cap = std::get_if<CapCheck>(&rule.check);
    if (cap == nullptr) return;
    const int remaining = cap->at_most - static_cast<int>(judgement.observed) - 1;
    if (!decision_.headroom || remaining < decision_.headroom->remaining) {
      decision_.headroom = Headroom{rule.id, remaining};
    }
  }

  // The ledger has no birth dates, so a decision under a policy that asks for the age says which
  // it saw.
  void note_age() {
    if (!scene_.facts.birth_date) return;
    const RuleIndex* index = policy_.index.get();
    if (index != nullptr ? index->asks_age() : asks_age(policy_)) {
      decision_.age = age_at(scene_, question_.at);
    }
  }

  // A refusal that no rule of the policy makes.
  void refuse(Code code, std::string text) {
    Reason reason;
    reason.code = code;
    reason.text = std::move(text);
    decision_.reasons.push_back(std::move(reason));
    denied_ = true;
  }

  void conclude() {
    if (decision_.reasons.empty()) {
      decision_.outcome = Outcome::allow;
      return;
    }
    decision_.outcome = Outcome::deny;
    if (denied_) return;
    const std::optional<Instant> from = last_retry(decision_.reasons);
    if (!from) return;
    const std::optional<Instant> retry_at =
        earliest_allowed(candidates_, scene_, *from, question_.at + horizon);
    if (!retry_at) return;
    TACT_CHECK(*retry_at > question_.at);  // A rule fails there.
    if (question_.expires_at && *retry_at >= *question_.expires_at) {
      refuse(Code::would_expire, "The message would expire before it may be sent.");
      return;
    }
    decision_.outcome = Outcome::defer;
    decision_.retry_at = retry_at;
  }

  const Policy& policy_;
  const Scene& scene_;
  const Question& question_;
  const Candidates candidates_;
  Decision decision_;
  bool denied_ = false;
};

Scene scene_of(const Policy& policy, const Facts& facts, const Question& question) {
  TACT_CHECK(question.fields != nullptr);
  return tact::scene_of(policy, facts, *question.fields);
}

}  // namespace

Decision decide(const Policy& policy, const Facts& facts, const Question& question) {
  const Scene scene = scene_of(policy, facts, question);
  return Deciding(policy, scene, question).run();
}

std::vector<Explained> explain(const Policy& policy, const Facts& facts, const Question& question) {
  const Scene scene = scene_of(policy, facts, question);
  std::vector<Explained> all;
  for (const std::size_t index : candidates_for(scene)) {
    const Rule& rule = policy.rules[index];
    if (!applies(rule, scene, question.at)) continue;
    const Judgement judgement = judge(rule, index, scene, question.at);
    Reason reason = describe(rule, judgement, scene, question.at);
    if (judgement.code != Code::none && !judgement.is_final) {
      reason.retry_at = pass_after(rule, index, scene, question.at, question.at + horizon);
    }
    all.push_back({std::move(reason), rule.mode, look(rule, index, scene, question.at)});
  }
  return all;
}

}  // namespace tact
