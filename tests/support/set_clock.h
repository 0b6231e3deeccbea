// A clock that shows what the test says.
#pragma once

#include <atomic>

#include "engine/clock.h"

namespace tact::test {

class SetClock final : public Clock {
 public:
  explicit SetClock(Instant now) : now_(now) {}

  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }
  void advance(Duration by) { now_ = now_.load() + by; }

 private:
  std::atomic<Instant> now_;
};

}  // namespace tact::test
