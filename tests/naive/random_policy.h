// Inside tests/naive/ only: the policy of a random world.
#pragma once

#include <memory>

#include "tact/policy.h"

#include "naive/dice.h"

namespace tact::naive {

// `around`: where hours, holidays and bounds should be interesting.
Policy random_policy(Dice& dice, const std::shared_ptr<const ZoneBook>& zones, Instant around);

}  // namespace tact::naive
