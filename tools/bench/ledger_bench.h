// tools/dev bench ledger: what auditors ask of a large ledger, and what that costs deciding.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct LedgerBenchOptions {
  std::size_t entries = 10'000'000;
  std::size_t customers = 100'000;
  std::uint64_t seed = 1;
  int rounds = 3;
  std::size_t pages = 3'000;  // of each question, in all rounds together
  double seconds = 10;        // of deciding, with readers and without, in a round
  std::string directory;      // made, and removed at the end
  std::string json;
};

// Builds the ledger, measures, prints the table and writes the JSON.
Status run_ledger_bench(const LedgerBenchOptions& options, std::shared_ptr<const Policy> policy);

}  // namespace tact::bench
