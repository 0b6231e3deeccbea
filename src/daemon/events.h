// What the daemon's main thread waits for: signals, and policy or token files being saved.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "tact/result.h"

namespace tact {

enum class Event : std::uint8_t {
  stop,
  reload,         // everything: a signal, or a policy file was saved
  reload_tokens,  // the token file was saved, and no policy
  second,         // nothing for a second
};

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

  // The name of the token file, in one of the folders that are watched.
  void watch_tokens(std::string name) { token_files_.insert(std::move(name)); }

  // Waits for the next one. Several saves shortly after each other are one reload.
  Event wait();

 private:
  Events(int signals, int files) : signals_(signals), files_(files) {}

  std::optional<Event> take_signal();
  // What the saves since the last look call for, together with `before`.
  std::optional<Event> take_saves(std::optional<Event> before);
  std::optional<Event> event_of(const std::string& name) const;

  int signals_;
  int files_;
  std::set<std::string> watched_;
  std::set<std::string> token_files_;  // names
};

}  // namespace tact
