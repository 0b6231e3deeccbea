// The pipeline: prefetch, decide, commit, answer; one thread each. Groups, not requests: each stage
// takes what has gathered. While one group is being synced, the next is decided on top of it, and
// takes in what comes until then (src/design/0024).
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/merkle/checkpoint.h"
#include "engine/channel.h"
#include "engine/checkpoint_keeper.h"
#include "engine/cleaner.h"
#include "engine/clock.h"
#include "engine/command.h"
#include "engine/decider.h"
#include "engine/policy_archive.h"
#include "engine/prefetcher.h"
#include "ledger/appender.h"
#include "ledger/checkpoint_file.h"

namespace tact {

struct EngineOptions {
  DeciderOptions decider;
  std::size_t queued_commands_max = 100'000;  // beyond that submit() refuses
  std::size_t group_commands_max = 4'096;
  std::string origin = "localhost/tact";  // the ledger's name in its checkpoints
  std::string checkpoint_path;            // the copy outside the database; "" keeps none
  std::string version;                    // recorded with the start
  CleanerOptions cleaner;
  std::shared_ptr<const ZoneBook> zones;  // for policies that are kept; null: none is compiled
};

// The threads of the pipeline, in its order.
enum class Stage : std::uint8_t { prefetch, decide, commit };
inline constexpr std::size_t stages = 3;

// Figures since the start; for metrics.
struct EngineFigures {
  std::array<std::uint64_t, 3> decisions{};  // by Outcome
  std::uint64_t replayed = 0;
  std::uint64_t records = 0;
  std::uint64_t refused = 0;
  std::uint64_t groups = 0;
  std::uint64_t entries = 0;  // in the ledger
  std::uint64_t queued_commands = 0;
  std::chrono::nanoseconds queue_delay{};  // see Engine::queue_delay()
  std::uint64_t subjects_cached = 0;
  std::uint64_t record_bytes = 0;  // of memory, that the decider's records take
  std::uint64_t record_bytes_max = 0;
  CleanerFigures erasures;
  std::chrono::nanoseconds deciding{};  // time spent in each stage
  std::chrono::nanoseconds committing{};
  std::array<std::chrono::microseconds, stages> cpu{};  // by Stage; processor time of its thread
};

class Engine {
 public:
  // Called with the replies, in the order of the commands, once all that they stand on is durable.
  // Runs on the engine's commit thread: it must only hand on.
  using Done = std::function<void(std::vector<Reply>)>;
  // Called once, on a thread of the engine, when the store has failed. What was being committed has
  // an unknown outcome: the process must end and start anew.
  using Lost = std::function<void(const std::string&)>;

  // Recovers, records the start, and checks the ledger against the checkpoint kept outside it.
  // Everything given must outlive the engine.
  static Result<std::unique_ptr<Engine>> start(Store& store, const Clock& clock,
                                               Randomness& randomness, EngineOptions options,
                                               Lost lost);
  // Finishes what was submitted, makes states durable, writes the last checkpoint.
  ~Engine();

  // From any thread. False where too much is waiting: nothing of it was taken.
  [[nodiscard]] bool submit(std::vector<Command> commands, Done done);

  // How long what was submitted first, of all that no stage has taken up yet, waits already; 0
  // where nothing waits. What is submitted now will wait longer, if nothing changes. From any
  // thread.
  std::chrono::nanoseconds queue_delay() const;

  // Submits the filing of a policy and waits. What the policy looks back to is read on this thread,
  // so that deciding goes on meanwhile. From any thread but the engine's.
  Reply file(Activate filing, std::string by);

  // Submits and waits. From any thread but the engine's.
  std::vector<Reply> handle(std::vector<Command> commands);

  // Whether a policy waits for its time: somebody must submit a Tick now and then, where nothing
  // else is asked.
  bool awaits_policy() const { return awaits_policy_; }
  // Where the texts of all policies are.
  const PolicyArchive& archive() const { return archive_; }
  Instant now() const { return clock_.now(); }
  // Entries of the contact log that are younger must stay (engine/log_retention.h).
  Instant retention_limit() const;
  // When no file holds any more what was erased at `at`.
  Instant files_clean_by(Instant at) const { return cleaner_->promised(at); }

  // The policy that decisions are made under; null before the first activation.
  std::shared_ptr<const Policy> policy() const;
  Instant policy_since() const;
  Checkpoint checkpoint() const;
  EngineFigures figures() const;

 private:
  struct Batch {
    std::vector<Command> commands;
    Done done;
    std::chrono::steady_clock::time_point submitted_at;
  };
  struct Prepared {
    std::vector<Batch> batches;
    Prefetched records;
  };
  using Replies = std::vector<std::pair<Done, std::vector<Reply>>>;
  struct Closed {
    Group group;
    Replies replies;
  };

  Engine(Store& store, const Clock& clock, Randomness& randomness, EngineOptions options,
         Appender appender, Lost lost);

  void run_prefetch();
  void run_decide();
  void run_commit();
  std::vector<Batch> gather();
  void decide_all(Prepared prepared);
  Reply decide(const Command& command);
  bool is_commit_idle() const;
  bool close_group();
  void resume_policies();
  bool make_room_for(const Activate& filing);
  bool commit_all();
  void show_policy();
  void count(const Reply& reply);
  // REQUIRES: shown_mutex_ is held, by the stage's own thread; counts are the decide thread's.
  void show_counts();
  void show_cpu(Stage stage);
  bool commit(Closed closed);
  void offer_checkpoint();
  void wait_until_committed();
  void lose(const std::string& why);

  Store& store_;
  const Clock& clock_;
  const EngineOptions options_;
  const Lost lost_;

  Channel<Batch> submitted_;
  Channel<Prepared> prepared_;
  Channel<Closed> closed_;
  std::atomic<std::size_t> queued_commands_{0};
  // When the first of those in submitted_ was submitted; the clock's beginning where there is none.
  std::atomic<std::chrono::steady_clock::time_point> waiting_since_{};

  std::unique_ptr<Cleaner> cleaner_;  // self-synchronised; set before the threads run
  PolicyArchive archive_;             // self-synchronised
  Prefetcher prefetcher_;             // the prefetch thread's
  Decider decider_;                   // the decide thread's, once it runs
  // Of the open group; the decide thread's.
  std::size_t open_commands_ = 0;
  Replies open_replies_;
  std::chrono::steady_clock::duration deciding_{};
  Appender appender_;                                              // the commit thread's
  bool checkpoint_offered_ = true;                                 // the commit thread's
  std::chrono::steady_clock::time_point checkpoint_offered_at_{};  // the commit thread's
  std::unique_ptr<CheckpointKeeper> checkpoints_;  // self-synchronised; set before the threads run

  std::atomic<std::uint64_t> groups_closed_{0};
  std::atomic<std::uint64_t> groups_committed_{0};
  std::mutex committed_mutex_;
  std::condition_variable committed_;

  std::mutex look_back_mutex_;
  mutable std::mutex shown_mutex_;
  // Guarded by shown_mutex_; only the decide thread writes it.
  std::shared_ptr<const Policy> shown_policy_;
  std::optional<Seq> shown_entry_;  // the decide thread's
  EngineFigures counted_;           // the decide thread's: of the open group, not yet shown
  Instant shown_since_{};           // Guarded by shown_mutex_.
  Keeping shown_keeping_;           // Guarded by shown_mutex_.
  Instant shown_last_at_{};         // Guarded by shown_mutex_.
  EngineFigures shown_figures_;     // Guarded by shown_mutex_.
  std::atomic<bool> is_lost_{false};
  std::atomic<bool> awaits_policy_{false};

  // Last, so that they end before what they use.
  std::thread prefetch_thread_;
  std::thread decide_thread_;
  std::thread commit_thread_;
};

}  // namespace tact
