// How far the threads of a RocksStore are, and whether it has failed: one lock, and one condition
// that each of them waits on.
//
// Threads: all of it from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

// A point in the life of states and postings.
struct Fold {
  std::uint64_t groups = 0;  // Taken in since the store was opened.
  Seq before;                // Every entry before it is in them.
};

struct ProgressState {
  std::size_t active_bytes = 0;     // Of the overlay that takes new groups.
  Fold published;                   // What readers see,
  Fold settled;                     // and what the state database holds, which survives a crash.
  std::uint64_t settle_wanted = 0;  // In groups.
  bool stopping = false;
  std::optional<std::string> failure;  // The first one, which is the cause of the others.
};

class Progress {
 public:
  // Changes the state and wakes all who wait.
  template <class Change>
  void update(Change change) {
    {
      const std::lock_guard lock(mutex_);
      change(state_);
    }
    changed_.notify_all();
  }

  // The same, but wakes them only where the state is now one that `matters`: a wake for each commit
  // costs a small one as much as its own work.
  template <class Change, class Condition>
  void update_and_wake_if(Condition matters, Change change) {
    bool wakes = false;
    {
      const std::lock_guard lock(mutex_);
      change(state_);
      wakes = matters(state_);
    }
    if (wakes) changed_.notify_all();
  }

  template <class Condition>
  ProgressState wait(Condition condition) const {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return condition(state_); });
    return state_;
  }

  // Returns after `patience` at the latest.
  template <class Condition>
  ProgressState wait_for(std::chrono::milliseconds patience, Condition condition) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return condition(state_); });
    return state_;
  }

  ProgressState now() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

  // From now on the store takes nothing more.
  void fail(const std::string& reason) {
    update([&](ProgressState& state) {
      if (!state.failure) state.failure = reason;
    });
  }

  // What commit() and settle() answer after a failure.
  Status status() const {
    const ProgressState state = now();
    if (!state.failure) return Done{};
    return Error{"the store has failed and takes nothing more: " + *state.failure +
                 "; end the process and start it again"};
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  ProgressState state_;
};

}  // namespace tact
