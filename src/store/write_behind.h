// Writes states and postings behind the commits: takes the active overlay away when it has grown,
// writes it to the state database without a write-ahead log, and flushes the database when many
// entries, or much time, would have to be folded again after a crash.
//
// Each of the two column families holds a watermark, written in the batch that completes what the
// watermark speaks of: it is never ahead of the records around it, however RocksDB flushes them.
//
// Threads: two of its own, from construction to destruction. A failure ends both, and is told by
// `progress`.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "tact/result.h"

#include "store/database.h"
#include "store/progress.h"
#include "store/recent_view.h"

namespace tact {

struct WriteBehindLimits {
  std::size_t drain_bytes = 0;  // An active overlay this large is written.
  std::uint64_t unsettled_entries_max = 0;
  std::chrono::milliseconds unsettled_time_max{};
};

class WriteBehind {
 public:
  // All three outlive it.
  WriteBehind(Database& state, RecentView& view, Progress& progress, WriteBehindLimits limits);
  // Stops after what is being written; what is not settled by then is lost.
  ~WriteBehind();

  WriteBehind(const WriteBehind&) = delete;
  WriteBehind& operator=(const WriteBehind&) = delete;

 private:
  void run_drain();
  void run_settle();

  // Writes the active overlay to the database.
  Status drain();
  // Makes what is drained durable, as far as `groups` at least.
  Status settle(std::uint64_t groups);

  Status write_states(const Overlay::States& states, const std::string& watermark);
  Status write_postings(const PostingLists& postings, const std::string& watermark);

  Database& state_;
  RecentView& view_;
  Progress& progress_;
  const WriteBehindLimits limits_;
  std::thread drainer_;  // The threads come last: they use what is above.
  std::thread settler_;
};

}  // namespace tact
