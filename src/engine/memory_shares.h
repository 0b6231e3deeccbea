// How one budget of memory is divided among what grows with use.
#pragma once

#include <algorithm>
#include <cstddef>

namespace tact {

inline constexpr std::size_t default_memory_budget = std::size_t{2} << 30;

// In bytes.
struct MemoryShares {
  std::size_t records = 0;       // that the decider holds, ready to decide with
  std::size_t reads = 0;         // of files: RocksDB's block cache
  std::size_t write_behind = 0;  // states and postings that wait to be written
};

// What is left, three eighths, is for what has bounds of its own: RocksDB's write buffers, the
// program, requests that wait, and what the allocator holds between them.
constexpr MemoryShares shares_of(std::size_t budget) {
  // What waits to be written is folded again after a crash: more would make a start longer.
  constexpr std::size_t write_behind_max = std::size_t{256} << 20;
  return {budget / 8 * 3, budget / 8, std::min(budget / 8, write_behind_max)};
}

}  // namespace tact
