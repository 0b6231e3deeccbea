// The entries that may not be committed yet, as the bytes that they will be: for whoever asks for
// one again at once. Bytes and not entries, since a copy of 500 bytes costs far less than keeping
// and later taking apart what they were made from.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/ids.h"

namespace tact {

// Threads: one at a time. Its memory is used again and again.
class RecentEntries {
 public:
  // REQUIRES: `seq` follows the last one, if any is held.
  void add(Seq seq, std::string_view line);
  // Those before `stored` may be forgotten.
  void forget_before(Seq stored);
  // Empty where it is not held. The view stays good until the next add().
  std::optional<std::string_view> find(Seq seq) const;

 private:
  struct Chunk {
    Seq first;
    std::string bytes;
    std::vector<std::size_t> ends;  // of each entry in `bytes`

    Seq end() const { return Seq{first.value + ends.size()}; }
  };

  std::deque<Chunk> chunks_;  // oldest first
  std::vector<Chunk> spare_;
};

}  // namespace tact
