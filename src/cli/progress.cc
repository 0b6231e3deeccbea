#include "cli/progress.h"

#include <algorithm>
#include <cmath>

namespace tact::cli {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t bar_width = 24;
constexpr std::chrono::milliseconds draw_every{100};
// Reading the clock for every one of 200,000 lines a second would be seen in the rate.
constexpr unsigned calls_per_look = 64;

std::string minutes_and_seconds(std::uint64_t seconds) {
  const std::string rest = std::to_string(seconds % 60);
  return std::to_string(seconds / 60) + ':' + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

std::string progress_line(std::string_view what, std::string_view unit, const Advance& advance,
                          std::chrono::milliseconds elapsed) {
  std::string line(what);
  const double share =
      advance.whole == 0
          ? 0.0
          : std::min(1.0, static_cast<double>(advance.part) / static_cast<double>(advance.whole));
  if (advance.whole > 0) {
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
    line += "  [" + std::string(filled, '#') + std::string(bar_width - filled, '-') + "]  ";
    line += std::to_string(static_cast<int>(share * 100.0)) + " %";
  }
  line += "  " + grouped(advance.items) + ' ' + std::string(unit);
  const double seconds = static_cast<double>(elapsed.count()) / 1000.0;
  if (seconds <= 0.0) return line;
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(advance.items) / seconds);
  line += "  " + grouped(rate) + "/s";
  if (share > 0.0) {
    const double left = seconds / share - seconds;
    line += "  " + minutes_and_seconds(static_cast<std::uint64_t>(std::llround(left))) + " left";
  }
  return line;
}

Progress::Progress(const Shell& shell, std::string what, std::string unit, bool wanted)
    : shell_(shell),
      what_(std::move(what)),
      unit_(std::move(unit)),
      shown_(wanted && shell.err_is_terminal),
      begun_(steady_clock::now()) {}

Progress::~Progress() { clear(); }

void Progress::update(const Advance& advance) {
  if (++calls_ % calls_per_look == 0) show(advance);
}

void Progress::show(const Advance& advance) {
  if (!shown_) return;
  const auto now = steady_clock::now();
  if (now - drawn_ < draw_every) return;
  drawn_ = now;
  is_drawn_ = true;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - begun_);
  const std::string line = '\r' + progress_line(what_, unit_, advance, elapsed) + "\x1b[K";
  std::fwrite(line.data(), 1, line.size(), shell_.err);
  std::fflush(shell_.err);
}

void Progress::clear() {
  if (!is_drawn_) return;
  is_drawn_ = false;
  std::fputs("\r\x1b[K", shell_.err);
  std::fflush(shell_.err);
}

}  // namespace tact::cli
