// What came back from whoever was asked over a connection.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tact/result.h"

#include "bench/histogram.h"

namespace tact::bench {

struct Load {
  std::array<std::uint64_t, 3> outcomes{};  // by Outcome; of peers: yes, unused, no
  std::uint64_t recorded = 0;               // answers to a record, or to a command of a peer's
  std::uint64_t failed = 0;                 // lines or answers that say an error
  std::string first_failure;
  double seconds = 0;   // from the first byte sent to the last answer
  Histogram latencies;  // of each message, from when it was to be sent; empty for batches

  std::uint64_t answers() const {
    return outcomes[0] + outcomes[1] + outcomes[2] + recorded + failed;
  }
  // Counts one line of a batch's answer, or one answer's body, of Tact's.
  void count(std::string_view line);
  void fail(std::string_view why);
  // An Error unless all that was asked was answered, and nothing by an error.
  Status check(std::uint64_t asked) const;
};

}  // namespace tact::bench
