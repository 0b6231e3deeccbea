// Where the engine gets the time from. The daemon hands in the system's; tests and replays their
// own.
#pragma once

#include "tact/time.h"

namespace tact {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  // From any thread.
  virtual Instant now() const = 0;
};

// Whose time the engine goes by.
enum class ClockMode : std::uint8_t {
  live,   // the Clock's
  trial,  // the records' own `at`, which never runs backwards: rehearsals with past data
};

}  // namespace tact
