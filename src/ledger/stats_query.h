// Counts of all decisions of a time, from the rollups where they reach, from the entries elsewhere.
#pragma once

#include <cstddef>
#include <optional>

#include "tact/result.h"

#include "ledger/stats.h"
#include "store/store.h"

namespace tact {

struct StatsQuestion {
  StatsBy by = StatsBy::day;
  StatsGroup group = StatsGroup::outcome;
  std::optional<Instant> from;        // decisions at or after this
  std::optional<Instant> to;          // decisions before this
  std::optional<Seq> after;           // where an answer before this one ended
  std::size_t entries_max = 250'000;  // that are read, about
  std::size_t records_max = 10'000;   // likewise
};

// Adds what it counts to `stats`, which counts as the question asks, and closes it. Where that was
// too much for once: what `after` must be to go on.
//
// Threads: any.
Result<std::optional<Seq>> count_log(const Store& store, const StatsQuestion& question,
                                     Stats& stats);

}  // namespace tact
