// Random numbers for workloads: the same with every standard library.
#pragma once

#include <cstdint>

namespace tact::bench {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  std::uint64_t below(std::uint64_t end) { return next() % end; }
  double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

}  // namespace tact::bench
