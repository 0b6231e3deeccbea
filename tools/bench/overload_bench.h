// tools/dev bench overload: a daemon that is asked three times as much as it can answer. The load
// generator has a core of its own, so that asking more does not take from who answers.
#pragma once

#include <cstdint>
#include <string>

#include "tact/result.h"

namespace tact::bench {

struct OverloadOptions {
  std::size_t customers = 100'000;
  double times = 3;  // the capacity that was measured before
  std::size_t seconds = 10;
  std::size_t connections = 4'000;  // of those who ask too much
  std::uint64_t seed = 1;
  int rounds = 3;
  std::string policies;
  std::string tactd;
  std::string directory;  // made, and removed at the end
  std::string json;
};

// Prints the table and writes the JSON.
Status run_overload_bench(const OverloadOptions& options);

}  // namespace tact::bench
