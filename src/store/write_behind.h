// Writes states and postings behind the commits: takes the active overlay away when it has grown,
// or when many entries, or much time, would have to be folded again after a crash, and gives it to
// the state database as sorted runs, one for each of two column families, which appear there
// together and outlive a crash.
//
// Each run holds a watermark besides, so that the database always says which entries are in it.
//
// Threads: one of its own, from construction to destruction. A failure ends it, and is told by
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

  // Whether there is something to be written now, without a wait for more. From any thread.
  bool is_due(const ProgressState& now) const;

  WriteBehind(const WriteBehind&) = delete;
  WriteBehind& operator=(const WriteBehind&) = delete;

 private:
  void run();

  // Writes the active overlay to the database.
  Status drain();
  Result<TableFile> write_states(const Overlay& overlay, const std::string& watermark);
  // `held_before`: what the database's postings hold already.
  Result<TableFile> write_postings(const PostingLists& postings, Seq held_before,
                                   const std::string& watermark);
  std::string next_name();

  Database& state_;
  RecentView& view_;
  Progress& progress_;
  const WriteBehindLimits limits_;
  std::uint64_t files_ = 0;
  std::thread thread_;  // Last: it uses what is above.
};

}  // namespace tact
