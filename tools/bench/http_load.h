// The load generator: plays clients against a daemon on loopback, with two threads. It takes its
// part of the same cores, which the figures then lack.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "tact/result.h"

namespace tact::bench {

struct Load {
  std::array<std::uint64_t, 3> outcomes{};  // by Outcome
  std::uint64_t recorded = 0;               // lines that answer a record
  std::uint64_t failed = 0;                 // lines or answers that say an error
  std::string first_failure;
  double seconds = 0;
  std::vector<float> latencies_us;  // of single requests, in no order

  std::uint64_t answers() const {
    return outcomes[0] + outcomes[1] + outcomes[2] + recorded + failed;
  }
  void add(const Load& other);
  // Counts one line of a batch's answer, or one answer's body.
  void count(const std::string& line);
};

// Each body is NDJSON for one POST /v1/decisions/batch on a connection of its own, all at once:
// answers are read while lines are still being sent. An Error where that does not end in time.
Result<Load> send_batches(std::uint16_t port, const std::vector<std::string>& bodies,
                          std::chrono::seconds limit);

// Each list is asked on a kept connection of its own, one POST /v1/decisions after the other, each
// only when the one before it is answered.
Result<Load> send_singles(std::uint16_t port, const std::vector<std::vector<std::string>>& requests,
                          std::chrono::seconds limit);

}  // namespace tact::bench
