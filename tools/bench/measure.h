// One thing that the benchmark measures, round by round.
#pragma once

#include <chrono>

#include "tact/result.h"

#include "bench/sheet.h"

namespace tact::bench {

using Steady = std::chrono::steady_clock;

inline double seconds_since(Steady::time_point begun) {
  return std::chrono::duration<double>(Steady::now() - begun).count();
}

// Threads: driven by one. What prepare() does is not measured.
class Measure {
 public:
  Measure() = default;
  Measure(const Measure&) = delete;
  Measure& operator=(const Measure&) = delete;
  virtual ~Measure() = default;

  virtual Status prepare() = 0;
  // Adds its figures. An Error where an answer was not what it must be: the run then fails.
  virtual Status run_round(Sheet& sheet) = 0;
};

}  // namespace tact::bench
