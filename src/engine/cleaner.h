// Cleans the store's files of what was erased, beside everything else: erasures that come close
// together are cleaned together, what a stop left over is cleaned after the next start, and what
// could not be cleaned is tried again.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "tact/result.h"
#include "tact/time.h"

#include "store/store.h"

namespace tact {

struct CleanerOptions {
  std::chrono::seconds after{30};     // how long an erasure waits for others
  std::chrono::seconds within{3600};  // what is promised: from the erasure to clean files
};

struct CleanerFigures {
  std::uint64_t pending = 0;              // erasures that files still hold
  std::optional<Instant> oldest_pending;  // when the first of them was recorded
  std::uint64_t cleanings = 0;            // since the start
  std::uint64_t failures = 0;
};

// Threads: any; one of its own, of low priority in that it mostly waits for the disk.
class Cleaner {
 public:
  // Looks into the store for erasures that were left over. `store` must outlive this.
  static Result<std::unique_ptr<Cleaner>> start(Store& store, CleanerOptions options);
  // Gives up what runs.
  ~Cleaner();

  Cleaner(const Cleaner&) = delete;
  Cleaner& operator=(const Cleaner&) = delete;

  // An erasure was committed that was recorded at `at`.
  void erased(Instant at);
  // When the files are to be clean of an erasure recorded at `at`.
  Instant promised(Instant at) const { return at + options_.within; }
  CleanerFigures figures() const;

 private:
  Cleaner(Store& store, CleanerOptions options, CleanerFigures left_over);

  void run();

  Store& store_;
  const CleanerOptions options_;
  std::atomic<bool> cancelled_{false};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  CleanerFigures figures_;  // Guarded by mutex_.
  // Guarded by mutex_: of those pending, how many the present run takes, and the first that it does
  // not.
  std::uint64_t cleaning_ = 0;
  std::optional<Instant> next_pending_;
  std::thread thread_;  // Last: it uses the rest.
};

}  // namespace tact
