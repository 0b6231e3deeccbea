// Where pseudonyms and keys come from: the operating system in the daemon, a seed in tests.
#pragma once

#include <cstdint>
#include <span>

namespace tact {

class Randomness {
 public:
  Randomness() = default;
  Randomness(const Randomness&) = delete;
  Randomness& operator=(const Randomness&) = delete;
  virtual ~Randomness() = default;
  // Called from the decider's thread only.
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace tact
