// A simulation over a live store: reads a snapshot of its ledger, in pieces, and can be watched and
// stopped from other threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "tact/result.h"

#include "rehearsal/simulation.h"
#include "store/store.h"

namespace tact {

// Threads: any.
struct SimulationProgress {
  std::atomic<std::uint64_t> entries_done{0};
  std::atomic<std::uint64_t> entries{0};  // to read in all
  std::atomic<bool> cancelled{false};     // set by whoever wants it to stop
};

// Empty where it was cancelled. Entries that are appended meanwhile are not looked at.
Result<std::optional<SimulationReport>> simulate(const Store& store,
                                                 std::shared_ptr<const Policy> policy,
                                                 SimulationOptions options,
                                                 SimulationProgress& progress);

// The birth dates that a store has now, by pseudonym. `store` must outlive what is returned, which
// one thread may call. A store that cannot be read has none.
std::function<std::optional<LocalDate>(const SubjectId&)> birth_dates_in(const Store& store);
// SimulationOptions::address, likewise.
std::function<std::optional<std::string>(const SubjectId&)> addresses_in(const Store& store);

}  // namespace tact
