// tools/dev bench restart: how long a start takes after a kill. Another process decides, with all
// that its decisions change still in memory, and is killed; what it left in the ledger is folded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct RestartBenchOptions {
  std::size_t decisions = 1'000'000;  // the tail
  std::size_t customers = 1'000'000;
  std::uint64_t seed = 1;
  int rounds = 3;         // starts after the same kill
  std::string directory;  // made, and removed at the end
  std::string json;
};

// Prints the table and writes the JSON. REQUIRES: the process has no other threads yet.
Status run_restart_bench(const RestartBenchOptions& options, std::shared_ptr<const Policy> policy);

}  // namespace tact::bench
