// tools/dev bench scale: what becomes of speed and size with many customers, and with customers to
// whom much was sent.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct ScaleBenchOptions {
  std::size_t customers = 1'000'000;  // of whom most are not in memory
  std::size_t memory_mib = 2'048;     // the budget while they are asked for
  std::size_t contacts = 256'000;     // in each town of the history rows
  std::size_t sized = 50'000;         // customers whose bytes are counted
  std::uint64_t seed = 1;
  int rounds = 3;
  std::string only;       // "": all; else one of "cold", "history", "size"
  std::string directory;  // made, and removed at the end
  std::string json;
};

// Prints the table and writes the JSON.
Status run_scale_bench(const ScaleBenchOptions& options, std::shared_ptr<const Policy> policy);

}  // namespace tact::bench
