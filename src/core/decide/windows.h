// The arithmetic of windows: how many contacts a window holds, and when the next one fits. Times
// are ascending; nothing here knows what is counted.
#pragma once

#include <span>
#include <vector>

#include "core/decide/scene.h"

namespace tact {

// The largest number of `times` in any window that also holds `at`. The contact at `at` itself is
// not among them: it fits iff the result is below the cap. Calendar windows are looked at in each
// of `zones`. REQUIRES: zones is not empty for calendar windows.
std::int64_t fullest_window(const Window& window, std::span<const TimeZone* const> zones,
                            std::span<const Instant> times, Instant at);

// The fullest window itself, the earliest where several are.
struct FullestWindow {
  Instant from{};
  Instant until{};
  const TimeZone* zone = nullptr;  // null for a rolling window, which is (from, until]
  std::vector<bool> holds;         // for each of `times`, whether it is in the window
};

// REQUIRES: as fullest_window(), whose number of `times` it holds.
FullestWindow find_fullest_window(const Window& window, std::span<const TimeZone* const> zones,
                                  std::span<const Instant> times, Instant at);

// The earliest instant after `at` at which fullest_window() may be below `at_most`; `never` if
// none. May be too early (then it is asked again), never too late.
Instant next_window_change(const Window& window, std::span<const TimeZone* const> zones,
                           std::span<const Instant> times, Instant at, int at_most);

// Contacts further than this from a contact share no window with it.
Duration window_reach(const Window& window);

}  // namespace tact
