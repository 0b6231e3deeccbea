#include "http/readers.h"

#include <utility>

#include "ledger/give_way.h"

namespace tact::http {

Readers::Readers(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { work_through(); });
  }
}

Readers::~Readers() { end(); }

void Readers::end() {
  std::deque<std::function<void()>> dropped;  // Destroyed without the lock.
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    dropped.swap(waiting_);
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

bool Readers::run(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_ || waiting_.size() >= waiting_max_) return false;
    waiting_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Readers::work_through() {
  give_way();
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_ended_ || !waiting_.empty(); });
      if (is_ended_) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
  }
}

}  // namespace tact::http
