// One thread for work that takes seconds or minutes and must slow nobody: of the lowest priority,
// one piece at a time, watched and cancelled from outside.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "rehearsal/simulation_run.h"

namespace tact::http {

// Threads: any.
class LongWork {
 public:
  using Work = std::function<void(SimulationProgress&)>;

  LongWork();
  ~LongWork();

  // Begins, unless something runs already or cancel() was called: then null. `work` looks at the
  // progress's `cancelled`; `then` is called when the next work could begin. Neither may throw.
  // What is returned serves to cancel it.
  std::shared_ptr<SimulationProgress> begin(Work work, std::function<void()> then);

  // Of the work that runs; null where none does.
  std::shared_ptr<const SimulationProgress> progress() const;

  // What runs is cancelled, and nothing new begins. Does not wait.
  void cancel();
  // The same, and waits until the thread is gone.
  void end();

 private:
  void run();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Work next_;                                    // Guarded by mutex_.
  std::function<void()> then_;                   // Guarded by mutex_.
  std::shared_ptr<SimulationProgress> running_;  // Guarded by mutex_.
  bool is_ended_ = false;                        // Guarded by mutex_.
  std::thread thread_;                           // Last: it uses the rest.
};

}  // namespace tact::http
