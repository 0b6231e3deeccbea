// tools/dev bench stages: what each stage of the pipeline costs by itself, one after the other on
// one thread, over a store in memory: no waiting, no disk and little noise, so that a change of a
// few per cent shows.
#pragma once

#include <cstdint>
#include <memory>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct StagesOptions {
  std::size_t customers = 100'000;
  std::size_t decisions = 60'000;  // in a round
  std::size_t group = 4'096;       // commands in a group
  int rounds = 5;
  std::uint64_t seed = 1;
};

// Measures, and prints the table.
Status run_stages(const StagesOptions& options, std::shared_ptr<const Policy> policy);

}  // namespace tact::bench
