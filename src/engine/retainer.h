// Keeps the ledger's contact log as long as it is to be kept: drops what is older once a day, and
// finishes what a stop left undone. Beside everything else, and giving way to it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "tact/result.h"
#include "tact/time.h"

#include "engine/engine.h"
#include "engine/log_retention.h"
#include "store/store.h"

namespace tact {

// `keep` before `now`; calendar spans are counted in UTC, and a day that a month lacks is its last.
Instant before_span(Instant now, const Span& keep);

struct RetainerFigures {
  std::uint64_t runs = 0;  // since the start
  std::uint64_t failures = 0;
  std::uint64_t dropped = 0;   // entries, since the start
  bool is_unfinished = false;  // an entry says what files still hold
};

// Threads: any; one of its own.
class Retainer {
 public:
  // Without `keep` it only does what it is told to. Both must outlive this.
  static std::unique_ptr<Retainer> start(Store& store, Engine& engine, std::optional<Span> keep);
  // Gives up what runs; it goes on after the next start.
  ~Retainer();

  Retainer(const Retainer&) = delete;
  Retainer& operator=(const Retainer&) = delete;

  const std::optional<Span>& keep() const { return keep_; }
  // What run() would do. Reads all that is old, on this thread.
  Result<RetentionPlan> plan(Instant before) const;
  // Plans, and has the ledger say so: Recorded, or Refused and nothing was changed. What is dropped
  // then goes on the retainer's own thread. Not on the engine's threads.
  Reply run(Instant before, const std::string& by);
  RetainerFigures figures() const;

 private:
  Retainer(Store& store, Engine& engine, std::optional<Span> keep);

  void work();
  Status finish();

  Store& store_;
  Engine& engine_;
  const std::optional<Span> keep_;
  std::atomic<bool> cancelled_{false};
  std::mutex running_;  // one run at a time: each plans on what the one before has said

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  RetainerFigures figures_;  // Guarded by mutex_.
  std::thread thread_;       // Last: it uses the rest.
};

}  // namespace tact
