#include "engine/checkpoint_keeper.h"

#include <utility>

namespace tact {

CheckpointKeeper::CheckpointKeeper(std::string path, Failed failed)
    : file_(path), has_file_(!path.empty()), failed_(std::move(failed)) {
  if (has_file_) thread_ = std::thread([this] { run(); });
}

CheckpointKeeper::~CheckpointKeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void CheckpointKeeper::offer(Anchor anchor) {
  {
    const std::lock_guard lock(mutex_);
    if (has_file_) {
      offered_ = std::move(anchor);
    } else {
      written_ = std::move(anchor.checkpoint);
    }
  }
  changed_.notify_one();
}

Checkpoint CheckpointKeeper::written() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

void CheckpointKeeper::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return offered_ || stopping_; });
    if (!offered_) return;
    Anchor anchor = *std::exchange(offered_, std::nullopt);
    lock.unlock();
    const Status written = file_.write(format_anchor(anchor));
    if (!written) return failed_(written.error().message);
    lock.lock();
    written_ = std::move(anchor.checkpoint);
  }
}

}  // namespace tact
