// Threads that read the store for those who look, so that who asks is not kept waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tact::http {

// Threads: any.
class Readers {
 public:
  Readers(std::size_t threads, std::size_t waiting_max);
  ~Readers();

  // Drops what waits, finishes what runs, takes nothing more.
  void end();

  // False where too much is waiting. `work` must not throw.
  [[nodiscard]] bool run(std::function<void()> work);

 private:
  void work_through();

  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;  // Guarded by mutex_.
  bool is_ended_ = false;                      // Guarded by mutex_.
  std::vector<std::thread> threads_;
};

}  // namespace tact::http
