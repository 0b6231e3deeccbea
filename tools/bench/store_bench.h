// tools/dev bench store: what the store costs alone. An engine decides once, on a durable store,
// and its groups are kept; then they are committed again and again, as later ones, without an
// engine: whole, and without the parts whose cost is asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct StoreBenchOptions {
  std::size_t decisions = 200'000;  // in one replay: ten for each customer
  std::size_t customers = 20'000;
  std::uint64_t seed = 1;
  int rounds = 3;
  bool whole_only = false;  // no replays without states or postings
  std::string directory;    // made, and removed at the end
  std::string json;
};

// Prints the table and writes the JSON.
Status run_store_bench(const StoreBenchOptions& options, std::shared_ptr<const Policy> policy);

}  // namespace tact::bench
