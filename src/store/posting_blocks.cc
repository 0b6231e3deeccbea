#include "store/posting_blocks.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {
namespace {

// A distance within a window has at most 12 bits: seven in the first byte, the others in the next.
constexpr unsigned more = 0x80;
static_assert(posting_window <= 1 << 14);

}  // namespace

std::size_t block_length(std::span<const Seq> seqs) {
  const Seq end{window_of(seqs.front()).value + posting_window};
  return static_cast<std::size_t>(std::lower_bound(seqs.begin(), seqs.end(), end) - seqs.begin());
}

void encode_block(std::span<const Seq> seqs, std::string& value) {
  value.clear();
  for (std::size_t i = 1; i < seqs.size(); ++i) {
    TACT_CHECK(seqs[i - 1] < seqs[i]);
    const std::uint64_t step = seqs[i].value - seqs[i - 1].value;
    TACT_CHECK(step < posting_window);
    if (step < more) {
      value.push_back(static_cast<char>(step));
    } else {
      value.push_back(static_cast<char>(step % more | more));
      value.push_back(static_cast<char>(step / more));
    }
  }
}

bool decode_block(Seq first, std::string_view value, std::vector<Seq>& seqs) {
  const std::uint64_t end = window_of(first).value + posting_window;
  seqs.push_back(first);
  std::uint64_t seq = first.value;
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::uint64_t step = static_cast<unsigned char>(value[i]);
    if (step >= more) {
      if (++i == value.size()) return false;
      step = step % more + static_cast<unsigned char>(value[i]) * more;
    }
    seq += step;
    if (step == 0 || seq >= end) return false;
    seqs.push_back(Seq{seq});
  }
  return true;
}

}  // namespace tact
