// The engine's stages one after the other on one thread: no waiting and little noise, so that a
// change of a few per cent shows. What each of them used is added up.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "bench/machine.h"
#include "core/merkle/checkpoint.h"
#include "engine/decider.h"
#include "engine/prefetcher.h"
#include "ledger/appender.h"
#include "store/store.h"

namespace tact::bench {

// The pseudonyms and keys that it makes are the same on every machine, and so is its ledger.
class Pipeline {
 public:
  // In the order in which a group goes through them.
  enum Stage : std::size_t { prefetch, decide, close, seal, stages };

  // What a stage used, over the groups since the last take_used().
  struct Used {
    std::chrono::microseconds cpu{};
    std::uint64_t instructions = 0;
  };
  using UsedByStage = std::array<Used, stages>;

  // Of whatever the store holds. `store` must outlive it; nobody else commits meanwhile. `now` is
  // the time of all commands.
  Pipeline(Store& store, Instant now, std::uint64_t seed);

  // What was active when the store's ledger ended.
  void resume(std::shared_ptr<const Policy> policy) { decider_.resume(std::move(policy)); }
  // One group, committed. REQUIRES: nothing of it is refused.
  void run(std::vector<Command> commands);

  UsedByStage take_used() { return std::exchange(used_, {}); }
  Checkpoint checkpoint() { return appender_->checkpoint(); }
  // Else Used::instructions is 0.
  bool has_instructions() const { return instructions_.works(); }

 private:
  class DiceRandomness;

  template <class Work>
  void measure(Stage stage, Work work);

  Store& store_;
  const Instant now_;
  const std::unique_ptr<Randomness> randomness_;
  Prefetcher prefetcher_;
  Decider decider_;
  std::unique_ptr<Appender> appender_;
  InstructionCounter instructions_;
  UsedByStage used_{};
};

}  // namespace tact::bench
