// `consent`: is the request permitted by what the customer has said?
#pragma once

#include "core/decide/scene.h"

namespace tact {

struct ConsentJudgement {
  Code code = Code::none;
  // The record that decided: the grant that permits, the withdrawal that stands, or the grant with
  // the flaw. Null where there is none.
  const Consent* record = nullptr;
};

// Permitted iff some valid grant covers the request (under opt-out: none is needed) and every
// withdrawal that covers it is lifted by a later valid grant of the same or a narrower scope. With
// `purpose: any` records of whatever purpose cover it, and what lifts a withdrawal either has the
// withdrawal's own purpose or covers the request's.
ConsentJudgement judge_consent(const ConsentCheck& check, const Scene& scene, Instant at);

// The earliest instant after `at` at which judge_consent() may answer otherwise.
Instant next_consent_change(const ConsentCheck& check, const Scene& scene, Instant at);

// Whether a covering grant, valid at `at` and given after `since`, stands (absent_from's
// lifted_by_later_consent).
bool consented_after(Instant since, const Scene& scene, Instant at);

// What has been said by `at` and covers the request, in the order of time, and what it is worth.
std::vector<SeenConsent> seen_consents(const ConsentCheck& check, const Scene& scene, Instant at);

}  // namespace tact
