// What the daemon's main thread waits for: signals, and policy files being saved.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "tact/result.h"

namespace tact {

enum class Event : std::uint8_t { stop, reload, second };

// One thread.
class Events {
 public:
  // Takes SIGTERM, SIGINT and SIGHUP for itself. REQUIRES: made before the process has another
  // thread, as threads inherit what is blocked.
  static Result<Events> open();
  Events(Events&& other) noexcept;
  Events& operator=(Events&&) = delete;
  ~Events();

  // Watches these folders from now on, besides those that it watches already. What cannot be
  // watched is left to SIGHUP; the error says which.
  Status watch(const std::set<std::string>& folders);

  // Waits for the next one. Several saves shortly after each other are one reload; a second without
  // anything is an event as well.
  Event wait();

 private:
  Events(int signals, int files) : signals_(signals), files_(files) {}

  std::optional<Event> take_signal();
  bool take_saves();

  int signals_;
  int files_;
  std::set<std::string> watched_;
};

}  // namespace tact
