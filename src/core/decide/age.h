// The customer's age, which a policy compares and the ledger records in place of a birth date.
#pragma once

#include <optional>

#include "core/decide/scene.h"

namespace tact {

// The age at `at`, where the zones that the customer may be in agree on it; empty where the birth
// date is unknown or they do not.
std::optional<int> age_at(const Scene& scene, Instant at);

// The earliest instant after `at` at which age_at() may be another one.
Instant next_birthday(const Scene& scene, Instant at);

// Whether the matcher, or any rule of the policy, asks for the customer's age.
bool asks_age(const Matcher& matcher);
bool asks_age(const Policy& policy);

}  // namespace tact
