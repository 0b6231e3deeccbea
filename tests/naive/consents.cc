#include <algorithm>
#include <optional>
#include <vector>

#include "naive/scene.h"

namespace tact::naive {
namespace {

using Consents = std::vector<const Consent*>;

// Those that are there at the scene's time and cover what `check` needs for its request.
Consents covering(const Scene& scene, const ConsentCheck& check) {
  const ContactFields& fields = scene.fields;
  const std::string& purpose = check.purpose.empty() ? fields.purpose : check.purpose;
  const std::string& channel = check.channel.empty() ? fields.channel : check.channel;
  Consents found;
  for (const SubjectState* subject : subjects(scene.facts)) {
    for (const Consent& consent : subject->consents) {
      if (consent.at > scene.t) continue;
      if (check.purpose != "any" && !in_subtree(consent.purpose, purpose)) continue;
      if (!consent.channel.empty() && consent.channel != channel) continue;
      if (!consent.brand.empty() && consent.brand != fields.brand) continue;
      if (consent.address && consent.address != scene.facts.address_id) continue;
      found.push_back(&consent);
    }
  }
  return found;
}

// The same as the withdrawal's or narrower, in every part but the purpose.
bool scope_is_within(const Consent& grant, const Consent& withdrawal) {
  const auto within = [](const auto& one, const auto& whole) {
    return whole.empty() || one == whole;
  };
  const bool same_address = !withdrawal.address || grant.address == withdrawal.address;
  return within(grant.channel, withdrawal.channel) && within(grant.brand, withdrawal.brand) &&
         same_address;
}

// Under `purpose: any`: the withdrawal's own, or one that covers the message without being wider.
// Else: the withdrawal's, or below it.
bool purpose_lifts(const Scene& scene, const ConsentCheck& check, const Consent& grant,
                   const Consent& withdrawal) {
  if (check.purpose != "any") return in_subtree(withdrawal.purpose, grant.purpose);
  const bool is_same = grant.purpose == withdrawal.purpose;
  const bool is_wider = !is_same && in_subtree(grant.purpose, withdrawal.purpose);
  return is_same || (!is_wider && in_subtree(grant.purpose, scene.fields.purpose));
}

// What a grant lacks; timezone_unknown where only its age in months cannot be told.
Code flaw(const Scene& scene, const ConsentCheck& check, const Consent& grant) {
  if (grant.expires_at && scene.t >= *grant.expires_at) return Code::consent_expired;
  bool age_is_unknown = false;
  if (check.max_age) {
    const bool exact = check.max_age->unit == SpanUnit::exact;
    const Zones zones = exact ? Zones{&utc()} : scene.zones;
    for (const TimeZone* zone : zones) {
      if (scene.t >= later_by(*zone, grant.at, *check.max_age, false)) {
        return Code::consent_expired;
      }
    }
    age_is_unknown = zones.empty();
  }
  if (check.level && grant.level < *check.level) return Code::consent_too_weak;
  if (check.evidence && !grant.has_evidence) return Code::consent_too_weak;
  if (check.registered && (!grant.registered_at || *grant.registered_at > scene.t)) {
    return Code::consent_unregistered;
  }
  return age_is_unknown ? Code::timezone_unknown : Code::none;
}

// With `hopeful`, a grant whose age cannot be told is taken to be young enough.
Code judge(const Scene& scene, const ConsentCheck& check, bool hopeful) {
  const Consents consents = covering(scene, check);
  const auto is_valid = [&](const Consent& grant) {
    const Code code = flaw(scene, check, grant);
    return code == Code::none || (hopeful && code == Code::timezone_unknown);
  };
  for (const Consent* withdrawal : consents) {
    if (withdrawal->state != ConsentState::withdrawn) continue;
    const bool lifted = std::ranges::any_of(consents, [&](const Consent* grant) {
      return grant->state == ConsentState::granted && grant->at > withdrawal->at &&
             is_valid(*grant) && scope_is_within(*grant, *withdrawal) &&
             purpose_lifts(scene, check, *grant, *withdrawal);
    });
    if (!lifted) return Code::withdrawn;
  }
  if (check.model == ConsentModel::opt_out) return Code::none;

  std::optional<Code> first;
  for (const Consent* grant : consents) {
    if (grant->state != ConsentState::granted) continue;
    if (is_valid(*grant)) return Code::none;
    const Code code = flaw(scene, check, *grant);
    if (!first || code < *first) first = code;
  }
  return first.value_or(Code::no_consent);
}

}  // namespace

Code judge_consent(const Scene& scene, const ConsentCheck& check) {
  if (judge(scene, check, false) == Code::none) return Code::none;
  const Code at_best = judge(scene, check, true);
  return at_best == Code::none ? Code::timezone_unknown : at_best;
}

bool agreed_after(const Scene& scene, Instant moment) {
  const ConsentCheck plain;
  if (judge_consent(scene, plain) != Code::none) return false;
  return std::ranges::any_of(covering(scene, plain), [&](const Consent* grant) {
    return grant->state == ConsentState::granted && grant->at > moment &&
           flaw(scene, plain, *grant) == Code::none;
  });
}

}  // namespace tact::naive
