// How often which time was seen, with a relative error below 1 %: each power of two is cut into 128
// equal steps, as HdrHistogram does. Exact below 128 ns. One thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace tact::bench {

class Histogram {
 public:
  // A time below 0 counts as 0; one above 18 minutes as 18 minutes.
  void add(std::chrono::nanoseconds time);
  void add(const Histogram& other);

  std::uint64_t count() const { return count_; }
  // The time that at least `share` (0 to 1) of all did not exceed: the middle of its step, so
  // within 1 %. REQUIRES: something was added.
  double quantile_us(double share) const;
  // Exact.
  double most_us() const;

 private:
  static constexpr int step_bits = 7;
  static constexpr int largest_bits = 40;  // 2^40 ns
  static constexpr std::size_t steps = std::size_t{1} << step_bits;

  static std::size_t step_of(std::uint64_t ns);
  static double middle_of(std::size_t step);

  std::array<std::uint64_t, steps*(largest_bits - step_bits + 1)> counts_{};
  std::uint64_t count_ = 0;
  std::uint64_t most_ns_ = 0;
};

}  // namespace tact::bench
