// Counts of the decisions of one hour or one day, kept as the entries are made, so that counts over
// time need no scan (src/design/0010).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tact/ids.h"

namespace tact {

struct StatsCount {
  std::array<std::uint64_t, 3> outcomes{};  // decisions by Outcome
  std::array<std::uint64_t, 3> would{};     // by Would; of StatsGroup::shadow only

  std::uint64_t decisions() const { return outcomes[0] + outcomes[1] + outcomes[2]; }
  void add(const StatsCount& other) {
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i] += other.outcomes[i];
    for (std::size_t i = 0; i < would.size(); ++i) would[i] += other.would[i];
  }
  bool operator==(const StatsCount&) const = default;
};

struct ValueCount {
  std::string value;
  StatsCount count;
  bool operator==(const ValueCount&) const = default;
};

// One hour or day, in one group.
struct Rollup {
  std::vector<ValueCount> values;  // in the order in which they first came, each once
  StatsCount rest;                 // of values beyond as many as are told apart
  bool operator==(const Rollup&) const = default;
};

// How far the rollups reach.
struct RollupHead {
  Seq next;               // every entry before it is counted
  std::int64_t hour = 0;  // the last that was counted in, since 1970 UTC; it may go on
  bool operator==(const RollupHead&) const = default;
};

}  // namespace tact
