#include "bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "tact/check.h"

namespace tact::bench {

// Numbers below `steps` have a step each. One with `bits` bits above that is shifted to eight bits,
// the first of which is set and so says nothing.
std::size_t Histogram::step_of(std::uint64_t ns) {
  if (ns < steps) return ns;
  const int shift = static_cast<int>(std::bit_width(ns)) - 1 - step_bits;
  return static_cast<std::size_t>(shift) * steps + static_cast<std::size_t>(ns >> shift);
}

double Histogram::middle_of(std::size_t step) {
  if (step < 2 * steps) return static_cast<double>(step);
  const std::size_t shift = step / steps - 1;
  const auto first = static_cast<double>((step - shift * steps) << shift);
  return first + static_cast<double>((std::uint64_t{1} << shift) - 1) / 2;
}

void Histogram::add(std::chrono::nanoseconds time) {
  constexpr std::int64_t largest = (std::int64_t{1} << largest_bits) - 1;
  const auto ns = static_cast<std::uint64_t>(std::clamp<std::int64_t>(time.count(), 0, largest));
  ++counts_[step_of(ns)];
  ++count_;
  most_ns_ = std::max(most_ns_, ns);
}

void Histogram::add(const Histogram& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  most_ns_ = std::max(most_ns_, other.most_ns_);
}

double Histogram::quantile_us(double share) const {
  TACT_CHECK(count_ > 0);
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t step = 0; step < counts_.size(); ++step) {
    seen += counts_[step];
    if (seen >= std::max<std::uint64_t>(wanted, 1)) {
      return std::min(middle_of(step), static_cast<double>(most_ns_)) / 1e3;
    }
  }
  return most_us();
}

double Histogram::most_us() const { return static_cast<double>(most_ns_) / 1e3; }

}  // namespace tact::bench
