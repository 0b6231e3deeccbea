// Pseudonyms and keys from a seed, so that a test sees the same ledger each time.
#pragma once

#include <cstdint>
#include <random>

#include "engine/randomness.h"

namespace tact::test {

class SeededRandomness final : public Randomness {
 public:
  explicit SeededRandomness(std::uint64_t seed = 1) : engine_(seed) {}

  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace tact::test
