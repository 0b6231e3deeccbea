// What the benchmark asks of a peer.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "bench/workload.h"

namespace tact::bench {

struct PeerOptions {
  std::string directory;  // its data; made anew
  WorkloadOptions workload;
  std::size_t single_requests_per_round = 0;
  std::size_t pipelined_requests_per_round = 0;
};

// The one rule that peers have: so many messages in so much time, for each customer.
inline constexpr int peer_cap = 3;
inline constexpr std::chrono::hours peer_window{7 * 24};
inline constexpr std::size_t peer_connections = 64;
inline constexpr std::chrono::seconds peer_limit{60};

}  // namespace tact::bench
