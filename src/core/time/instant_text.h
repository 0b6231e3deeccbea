// The text of an instant without a string around it.
#pragma once

#include <array>

#include "tact/time.h"

namespace tact {

// "2026-11-25T06:00:00.000Z"
using InstantText = std::array<char, 24>;

// What format_instant() writes.
InstantText instant_text(Instant instant);

}  // namespace tact
