// Keeps the newest checkpoint in a file outside the database, on a thread of its own: making a file
// durable takes three waits for the disk, and answers should not wait for them.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "ledger/appender.h"
#include "ledger/checkpoint_file.h"

namespace tact {

class CheckpointKeeper {
 public:
  // Called once, on the keeper's thread, where the file cannot be written.
  using Failed = std::function<void(const std::string&)>;

  // With an empty path there is no file, and what is offered counts as written.
  CheckpointKeeper(std::string path, Failed failed);
  // Writes what was offered last.
  ~CheckpointKeeper();

  CheckpointKeeper(const CheckpointKeeper&) = delete;
  CheckpointKeeper& operator=(const CheckpointKeeper&) = delete;

  // From any thread. One that was not written yet gives way to it.
  void offer(Anchor anchor);
  // The newest that is durable; from any thread.
  Checkpoint written() const;

 private:
  void run();

  const CheckpointFile file_;
  const bool has_file_;
  const Failed failed_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Anchor> offered_;  // Guarded by mutex_.
  Checkpoint written_;             // Guarded by mutex_.
  bool stopping_ = false;          // Guarded by mutex_.
  std::thread thread_;             // Last: it uses what is above.
};

}  // namespace tact
