// Keeps decisions within the length of an entry.
#pragma once

#include <cstdint>

#include "tact/entry.h"

namespace tact {

enum class Fit : std::uint8_t {
  whole,      // as it is
  shortened,  // texts of reasons were left out: the policy's files have them
  too_long,   // even without them
};

// Makes the decision fit: leaves out the texts of reasons, those of shadow rules first, and of each
// kind the last first. A policy's texts may be 4 KiB each, and any number of rules may refuse.
Fit fit(DecisionEntry& decision);

}  // namespace tact
