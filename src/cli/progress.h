// One line on standard error that says how far a long run is: share, rate and time left. Our own,
// since Debian packages no progress bar library. Silent where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/shell.h"

namespace tact::cli {

// How far a run is. `part` of `whole` (bytes, say) is the share; `items` of them are done.
struct Advance {
  std::uint64_t part = 0;
  std::uint64_t whole = 0;  // 0: unknown, then neither share nor time left is said
  std::uint64_t items = 0;
};

// "replaying  [#####-----]  50 %  1,200 lines  600/s  0:02 left"
std::string progress_line(std::string_view what, std::string_view unit, const Advance& advance,
                          std::chrono::milliseconds elapsed);

// One thread. The line is wiped when this is destroyed.
class Progress {
 public:
  // "replaying", "lines". `shell` must outlive this. Nothing is shown unless `wanted`.
  Progress(const Shell& shell, std::string what, std::string unit, bool wanted = true);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // Cheap enough to call for every item; writes at most ten times a second.
  void update(const Advance& advance);
  // The same for who comes by a few times a second.
  void show(const Advance& advance);
  // Wipes the line, so that something else can be said.
  void clear();

 private:
  const Shell& shell_;
  const std::string what_;
  const std::string unit_;
  const bool shown_;
  bool is_drawn_ = false;
  unsigned calls_ = 0;
  std::chrono::steady_clock::time_point begun_{};
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace tact::cli
