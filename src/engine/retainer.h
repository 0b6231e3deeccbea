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
  std::uint64_t dropped = 0;  // entries, since the start
  bool is_running = false;    // what was wanted, or said by the ledger, is not done yet
};

// Threads: any; one of its own.
class Retainer {
 public:
  // Without `keep` it does what it is told to, and finishes what is left over. Both must outlive
  // this.
  static std::unique_ptr<Retainer> start(Store& store, Engine& engine, std::optional<Span> keep);
  ~Retainer();
  // Gives up what runs; it goes on after the next start. The engine is not used any more.
  void stop();

  Retainer(const Retainer&) = delete;
  Retainer& operator=(const Retainer&) = delete;

  const std::optional<Span>& keep() const { return keep_; }
  // Has the retainer's own thread drop what is from before `before`, soon; nothing, or why not. It
  // reads all that is old first.
  std::optional<Problem> request(Instant before, std::string by);
  RetainerFigures figures() const;

 private:
  Retainer(Store& store, Engine& engine, std::optional<Span> keep);

  struct Wanted {
    Instant before{};
    std::string by;
  };

  void work();
  std::optional<Problem> refuse(Instant before) const;
  // Has the ledger say what is dropped, where anything is; finish() does it.
  Status begin(const Wanted& wanted);
  Status finish();

  Store& store_;
  Engine& engine_;
  const std::optional<Span> keep_;
  std::atomic<bool> cancelled_{false};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  RetainerFigures figures_;       // Guarded by mutex_.
  std::optional<Wanted> wanted_;  // Guarded by mutex_: not begun yet.
  std::thread thread_;            // Last: it uses the rest.
};

}  // namespace tact
