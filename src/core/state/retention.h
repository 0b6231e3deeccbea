// What a subject's record may forget because no rule can see it any more. Part of the fold: the
// same entries forget the same things.
#pragma once

#include "tact/policy.h"
#include "tact/state.h"

namespace tact {

// How long contacts are kept under `policy`: its longest window, and never less than 400 days, so
// that most changes of a policy find the past that they need. A policy that asks for more has the
// ledger folded again before it becomes active.
Duration contacts_kept_for(const Policy& policy);

// Drops the contacts before `oldest`.
void drop_old_contacts(SubjectState& state, Instant oldest);

// Drops the activities that are hidden by a later one that says the same. Only the latest past one
// matters to a cooldown or a condition; four days before it stay, since months are clamped (the
// 28th to the 31st of January can all end on 28 February).
void drop_old_activities(SubjectState& state, Instant now);

}  // namespace tact
