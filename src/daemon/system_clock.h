// The time of day and chance, from the operating system. Nowhere else are they read.
#pragma once

#include "engine/clock.h"
#include "engine/randomness.h"

namespace tact {

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

class OsRandomness final : public Randomness {
 public:
  // Ends the process where the system has no randomness: a pseudonym that can be guessed is none.
  void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace tact
