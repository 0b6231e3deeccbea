#include "rehearsal/entry_gatherer.h"

#include <algorithm>
#include <optional>

#include "tact/check.h"

#include "ledger/postings_walk.h"

namespace tact {
namespace {

// A stretch of the ledger is read whole where at least a fourth of it is wanted.
constexpr std::size_t stretch = 64;
constexpr std::size_t wanted_min = 16;

}  // namespace

Result<std::vector<Seq>> postings_between(const Store& store, const std::string& term, Seq from,
                                          Seq end) {
  std::vector<Seq> found;
  std::size_t looked_at = 0;
  TermCursor cursor(store, term, Order::oldest_first, looked_at);
  for (Seq next = from; next < end;) {
    const auto seq = cursor.seek(next);
    if (!seq) return seq.error();
    if (!*seq || **seq >= end) break;
    found.push_back(**seq);
    next = Seq{(*seq)->value + 1};
  }
  return found;
}

Result<bool> EntryLines::next(Seq& seq, std::string& line) {
  while (next_ < seqs_.size()) {
    if (Status read = read_next(seq, line); !read) return read.error();
    if (!is_dropped(line)) return true;
    last_dropped_ = seq;
  }
  return false;
}

Status EntryLines::read_next(Seq& seq, std::string& line) {
  seq = seqs_[next_];
  if (seq.value >= read_from_.value + read_.size()) {
    const auto begin = seqs_.begin() + static_cast<std::ptrdiff_t>(next_);
    const auto end = std::lower_bound(begin, seqs_.end(), Seq{seq.value + stretch});
    const bool is_dense = static_cast<std::size_t>(end - begin) >= wanted_min;
    auto lines = store_.entries(seq, is_dense ? stretch : 1);
    if (!lines) return std::move(lines).error();
    TACT_CHECK(!lines->empty());
    read_ = *std::move(lines);
    read_from_ = seq;
  }
  line = std::move(read_[static_cast<std::size_t>(seq.value - read_from_.value)]);
  ++next_;
  return Done{};
}

}  // namespace tact
