// A random policy with one thing changed.
#pragma once

#include <memory>

#include "tact/policy.h"

#include "naive/dice.h"

namespace tact::naive {

// REQUIRES: the policy has a rule. Some changes change nothing.
Policy with_one_change(Policy policy, Dice& dice, const std::shared_ptr<const ZoneBook>& zones,
                       Instant around);

}  // namespace tact::naive
