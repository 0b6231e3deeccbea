#include "http/long_work.h"

#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace tact::http {
namespace {

constexpr int lowest_priority = 19;

// Of this thread alone: Linux has a niceness for each. Where it is refused the work runs as usual.
void step_back() { ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lowest_priority); }

}  // namespace

LongWork::LongWork() : thread_([this] { run(); }) {}

LongWork::~LongWork() { end(); }

std::shared_ptr<SimulationProgress> LongWork::begin(Work work, std::function<void()> then) {
  std::shared_ptr<SimulationProgress> progress;
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_ || running_ != nullptr) return nullptr;
    running_ = progress = std::make_shared<SimulationProgress>();
    next_ = std::move(work);
    then_ = std::move(then);
  }
  changed_.notify_one();
  return progress;
}

std::shared_ptr<const SimulationProgress> LongWork::progress() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

void LongWork::cancel() {
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    if (running_ != nullptr) running_->cancelled = true;
  }
  changed_.notify_one();
}

void LongWork::end() {
  cancel();
  if (thread_.joinable()) thread_.join();
}

void LongWork::run() {
  step_back();
  for (;;) {
    Work work;
    std::function<void()> then;
    std::shared_ptr<SimulationProgress> progress;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return next_ != nullptr || is_ended_; });
      // What was begun is finished, even if only to say that it was cancelled.
      if (next_ == nullptr) return;
      work = std::exchange(next_, nullptr);
      then = std::exchange(then_, nullptr);
      progress = running_;
    }
    work(*progress);
    {
      const std::lock_guard lock(mutex_);
      running_ = nullptr;
    }
    then();
  }
}

}  // namespace tact::http
