// A durable engine on a large ledger of four weeks. The first decisions are the engine's; most of
// the ledger are copies of them, about other customers, campaigns and times, written to the store
// as the engine writes: entries, hashes, postings, rollups. Of the copies there are no contacts in
// the customers' states.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/workload.h"
#include "engine/engine.h"
#include "store/rocks_store.h"

namespace tact::bench {

class LedgerTown {
 public:
  LedgerTown(std::shared_ptr<const Policy> policy, WorkloadOptions workload, std::string directory);
  ~LedgerTown();

  // Takes in the customers and fills the ledger until it has so many entries, spread over the
  // workload's days. Calls `progress` now and then.
  Status build(std::size_t entries, const std::function<void(std::size_t)>& progress);

  const RocksStore& store() const { return *store_; }
  Instant begin() const { return workload_.begin(); }

  // Decides for `seconds`, at `rate` decisions a second, or as many as it can where 0. How many
  // were answered, a second.
  Result<double> decide(double seconds, double rate);
  Status settle() { return store_->settle(); }

 private:
  class Advancing final : public Clock {
   public:
    Instant now() const override { return Instant(Duration(now_.load())); }
    void set(Instant now) { now_ = now.time_since_epoch().count(); }

   private:
    std::atomic<std::int64_t> now_{0};
  };

  Status start_engine();
  Status take_in_customers();
  Status fill(std::size_t entries, const std::function<void(std::size_t)>& progress);
  std::vector<Command> next_commands(std::size_t count);
  Status submit_all(std::vector<Command> commands);

  const std::shared_ptr<const Policy> policy_;
  Workload workload_;
  const std::string directory_;
  Duration step_{1};  // from one decision to the next
  Instant now_;
  Advancing clock_;
  std::unique_ptr<Randomness> randomness_;
  std::unique_ptr<RocksStore> store_;
  std::unique_ptr<Engine> engine_;  // last: it uses the others to its end
};

}  // namespace tact::bench
