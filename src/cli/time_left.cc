#include "cli/time_left.h"

#include "cli/shell.h"

namespace tact::cli {
namespace {

std::string span(std::chrono::minutes time) {
  const auto minutes = static_cast<std::uint64_t>(time.count());
  if (minutes >= 48 * 60) return counted(minutes / (24 * 60), "day", "days");
  if (minutes >= 2 * 60) return counted(minutes / 60, "hour", "hours");
  return counted(minutes, "minute", "minutes");
}

}  // namespace

std::string time_left(Instant due, Instant now) {
  const bool is_late = now >= due;
  const auto time = std::chrono::floor<std::chrono::minutes>(is_late ? now - due : due - now);
  if (time.count() == 0) return is_late ? "just late" : "less than a minute left";
  return span(time) + (is_late ? " late" : " left");
}

}  // namespace tact::cli
