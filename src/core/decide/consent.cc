#include "core/decide/consent.h"

#include <algorithm>
#include <utility>

namespace tact {
namespace {

// What to take a grant for whose age needs the customer's clock where none is known.
enum class Untold : std::uint8_t { invalid, valid };

// What a consent has to cover.
struct Need {
  std::string_view purpose;
  bool of_any_purpose = false;  // records count whatever their purpose
  std::string_view channel;
  std::string_view brand;
  const std::optional<SubjectId>& address;
};

Need need_of(const ConsentCheck& check, const Scene& scene) {
  const bool of_any_purpose = check.purpose == any_purpose;
  const bool own_purpose = of_any_purpose || check.purpose.empty();
  return {own_purpose ? scene.fields.purpose : check.purpose, of_any_purpose,
          check.channel.empty() ? scene.fields.channel : check.channel, scene.fields.brand,
          scene.facts.address_id};
}

bool part_covers(std::string_view scope, std::string_view value) {
  return scope.empty() || scope == value;
}

bool covers(const Consent& consent, const Need& need) {
  return (need.of_any_purpose || purpose_covers(consent.purpose, need.purpose)) &&
         part_covers(consent.channel, need.channel) && part_covers(consent.brand, need.brand) &&
         (!consent.address || consent.address == need.address);
}

// Whether the purpose that a later grant names can undo a withdrawal. Where purposes do not matter
// it is enough that it is no wider than the withdrawal's and is the same or covers the request: who
// takes back everything and then asks for the newsletter has not agreed to advertising.
bool purpose_answers(const Consent& grant, const Consent& withdrawal, const Need& need) {
  if (!need.of_any_purpose) return purpose_covers(withdrawal.purpose, grant.purpose);
  if (grant.purpose == withdrawal.purpose) return true;
  return !purpose_covers(grant.purpose, withdrawal.purpose) &&
         purpose_covers(grant.purpose, need.purpose);
}

// Of a later grant: whether it undoes the withdrawal for what is needed. It must be no wider.
bool answers(const Consent& grant, const Consent& withdrawal, const Need& need) {
  return purpose_answers(grant, withdrawal, need) &&
         part_covers(withdrawal.channel, grant.channel) &&
         part_covers(withdrawal.brand, grant.brand) &&
         (!withdrawal.address || withdrawal.address == grant.address);
}

// What keeps a grant from being valid; none where nothing does.
Code flaw(const Consent& grant, const ConsentCheck& check, const Scene& scene, Instant at,
          Untold untold) {
  if (grant.expires_at && at >= *grant.expires_at) return Code::consent_expired;
  const auto zones = scene.clock.zones();
  const bool needs_zone = check.max_age && check.max_age->unit != SpanUnit::exact;
  const bool judged = !needs_zone || !zones.empty();
  if (check.max_age && judged && at >= earliest_end(zones, grant.at, *check.max_age)) {
    return Code::consent_expired;
  }
  if (check.level && grant.level < *check.level) return Code::consent_too_weak;
  if (check.evidence && !grant.has_evidence) return Code::consent_too_weak;
  if (check.registered && (!grant.registered_at || *grant.registered_at > at)) {
    return Code::consent_unregistered;
  }
  return judged || untold == Untold::valid ? Code::none : Code::timezone_unknown;
}

// Visits what has been said by `at` and covers the need, in the customer's record and in the
// address's own.
template <class Visit>
void for_each_covering(const Scene& scene, const Need& need, Instant at, Visit visit) {
  for (const SubjectState* record : {scene.facts.customer, scene.other_record()}) {
    if (record == nullptr) continue;
    for (const Consent& consent : record->consents) {
      if (consent.at <= at && covers(consent, need)) visit(consent);
    }
  }
}

bool is_lifted(const Consent& withdrawal, const ConsentCheck& check, const Scene& scene,
               const Need& need, Instant at, Untold untold) {
  bool lifted = false;
  for_each_covering(scene, need, at, [&](const Consent& grant) {
    lifted = lifted || (grant.state == ConsentState::granted && grant.at > withdrawal.at &&
                        answers(grant, withdrawal, need) &&
                        flaw(grant, check, scene, at, untold) == Code::none);
  });
  return lifted;
}

ConsentJudgement standing_withdrawal(const ConsentCheck& check, const Scene& scene,
                                     const Need& need, Instant at, Untold untold) {
  ConsentJudgement judgement;
  for_each_covering(scene, need, at, [&](const Consent& consent) {
    if (judgement.record != nullptr || consent.state != ConsentState::withdrawn) return;
    if (!is_lifted(consent, check, scene, need, at, untold)) {
      judgement = {Code::withdrawn, &consent};
    }
  });
  return judgement;
}

// The best of the covering grants: a valid one, else the one whose flaw comes first in the order
// of the codes.
ConsentJudgement best_grant(const ConsentCheck& check, const Scene& scene, const Need& need,
                            Instant at, Untold untold) {
  ConsentJudgement best{Code::no_consent, nullptr};
  for_each_covering(scene, need, at, [&](const Consent& grant) {
    if (grant.state != ConsentState::granted) return;
    const Code code = flaw(grant, check, scene, at, untold);
    if (best.record == nullptr || code < best.code) best = {code, &grant};
  });
  return best;
}

ConsentJudgement judge_taking(Untold untold, const ConsentCheck& check, const Scene& scene,
                              Instant at) {
  const Need need = need_of(check, scene);
  const ConsentJudgement withdrawn = standing_withdrawal(check, scene, need, at, untold);
  if (withdrawn.code != Code::none) return withdrawn;
  const ConsentJudgement granted = best_grant(check, scene, need, at, untold);
  if (check.model == ConsentModel::opt_out) return {Code::none, granted.record};
  return granted;
}

ConsentVerdict verdict_on(const Consent& consent, const ConsentCheck& check, const Scene& scene,
                          const Need& need, Instant at) {
  if (consent.state == ConsentState::withdrawn) {
    const bool lifted = is_lifted(consent, check, scene, need, at, Untold::invalid);
    return lifted ? ConsentVerdict::lifted : ConsentVerdict::withdrawal;
  }
  const Code code = flaw(consent, check, scene, at, Untold::invalid);
  if (code == Code::consent_expired) return ConsentVerdict::expired;
  if (code == Code::consent_too_weak) return ConsentVerdict::too_weak;
  if (code == Code::consent_unregistered) return ConsentVerdict::unregistered;
  if (code == Code::timezone_unknown) return ConsentVerdict::untold;
  return ConsentVerdict::covers;
}

}  // namespace

// Permitted only if it is so without the grants whose age nobody can tell; where they would have
// made it so, the missing time zone is the reason.
ConsentJudgement judge_consent(const ConsentCheck& check, const Scene& scene, Instant at) {
  const ConsentJudgement strict = judge_taking(Untold::invalid, check, scene, at);
  const bool all_told =
      !check.max_age || check.max_age->unit == SpanUnit::exact || scene.clock.known();
  if (all_told || strict.code == Code::none) return strict;
  const ConsentJudgement lenient = judge_taking(Untold::valid, check, scene, at);
  if (lenient.code != Code::none) return lenient;
  return {Code::timezone_unknown, lenient.record};
}

std::vector<SeenConsent> seen_consents(const ConsentCheck& check, const Scene& scene, Instant at) {
  const Need need = need_of(check, scene);
  std::vector<SeenConsent> seen;
  for_each_covering(scene, need, at, [&](const Consent& one) {
    seen.push_back({one.entry, one.state, one.level, one.at, one.expires_at, one.purpose,
                    one.channel, one.brand, one.address.has_value(),
                    verdict_on(one, check, scene, need, at)});
  });
  std::sort(seen.begin(), seen.end(), [](const SeenConsent& a, const SeenConsent& b) {
    return std::pair(a.at, a.entry) < std::pair(b.at, b.entry);
  });
  return seen;
}

Instant next_consent_change(const ConsentCheck& check, const Scene& scene, Instant at) {
  const Need need = need_of(check, scene);
  const auto zones = scene.clock.zones();
  const bool ages = check.max_age && (check.max_age->unit == SpanUnit::exact || !zones.empty());
  Instant next = never;
  for_each_covering(scene, need, never, [&](const Consent& consent) {
    next = earlier_after(at, consent.at, next);
    if (consent.expires_at) next = earlier_after(at, *consent.expires_at, next);
    if (consent.registered_at) next = earlier_after(at, *consent.registered_at, next);
    if (ages) next = earlier_after(at, earliest_end(zones, consent.at, *check.max_age), next);
  });
  return next;
}

bool consented_after(Instant since, const Scene& scene, Instant at) {
  const ConsentCheck any_level;
  const ConsentJudgement judgement = judge_consent(any_level, scene, at);
  if (judgement.code != Code::none) return false;
  const Need need = need_of(any_level, scene);
  bool later = false;
  for_each_covering(scene, need, at, [&](const Consent& grant) {
    later = later || (grant.state == ConsentState::granted && grant.at > since &&
                      flaw(grant, any_level, scene, at, Untold::invalid) == Code::none);
  });
  return later;
}

}  // namespace tact
