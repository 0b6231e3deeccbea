// Where a simulation's report comes from: an exported log in a file, or a daemon. Both give the
// same JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/shell.h"
#include "core/policy/compile.h"

namespace tact::cli {

struct SimulationWish {
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::uint64_t examples = 3;
};

// Empty where it could not be had: then why was said, and `code` is the exit code.
std::optional<std::string> simulate_log(const Compiled& policy, const SimulationWish& wish,
                                        const std::string& log, const Shell& shell, int& code);
std::optional<std::string> simulate_at(const Compiled& policy, const SimulationWish& wish,
                                       const std::string& server, const Shell& shell, int& code);

}  // namespace tact::cli
