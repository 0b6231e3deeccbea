// What auditors ask of a ledger, one thing at a time, and how long each takes.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/dice.h"
#include "bench/machine.h"
#include "bench/measure.h"
#include "ledger/query.h"
#include "ledger/stats.h"
#include "store/store.h"

namespace tact::bench {

inline constexpr std::size_t campaigns = 200;  // that the workload has

// What each of many questions took.
struct Times {
  std::vector<double> wall;  // ms
  std::vector<double> cpu;   // ms

  template <class Work>
  Status measure(Work work) {
    const auto cpu_begun = thread_cpu();
    const auto begun = Steady::now();
    Status status = work();
    wall.push_back(1e3 * seconds_since(begun));
    cpu.push_back(1e-3 * static_cast<double>((thread_cpu() - cpu_begun).count()));
    return status;
  }
};

// One thread.
class Auditor {
 public:
  Auditor(const Store& store, std::uint64_t seed, std::size_t customers)
      : store_(store), dice_(seed), customers_(customers) {}

  // Page after page of one customer's history, newest first, until there are no more.
  Status read_history(Times& times);
  // Pages of a campaign's refusals, in either order.
  Status read_refusals(Times& times);
  // An Error where it does not count all.
  Status count(StatsBy by, StatsGroup group, Times& times);

  std::uint64_t entries_read() const { return entries_; }

 private:
  Status read_pages(LogQuestion question, std::size_t most, Times& times);

  const Store& store_;
  Dice dice_;
  const std::size_t customers_;
  std::uint64_t entries_ = 0;
};

}  // namespace tact::bench
