// Reads the entries that terms find, up to a point of the ledger.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact {

// The entries before `end` that `term` finds, from `from` on, ascending.
Result<std::vector<Seq>> postings_between(const Store& store, const std::string& term, Seq from,
                                          Seq end);

// Reads entries of ascending places; those that stand close together are read at once.
class EntryLines {
 public:
  // Both must outlive this.
  EntryLines(const Store& store, const std::vector<Seq>& seqs) : store_(store), seqs_(seqs) {}

  // The next entry's canonical line and place, of those that were not dropped; false at the end.
  Result<bool> next(Seq& seq, std::string& line);

  // The last that was left out.
  std::optional<Seq> last_dropped() const { return last_dropped_; }

 private:
  Status read_next(Seq& seq, std::string& line);

  const Store& store_;
  const std::vector<Seq>& seqs_;
  std::size_t next_ = 0;
  Seq read_from_;
  std::vector<std::string> read_;
  std::optional<Seq> last_dropped_;
};

// Calls `visit` with each entry from `from` on and before `end` that `term` finds, ascending, but
// for those that were dropped: raises `last_dropped` to the last of them.
template <class Visit>
Status for_each_found(const Store& store, const std::string& term, Seq from, Seq end, Visit visit,
                      std::optional<Seq>* last_dropped = nullptr) {
  const auto seqs = postings_between(store, term, from, end);
  if (!seqs) return seqs.error();
  EntryLines lines(store, *seqs);
  Seq seq;
  std::string line;
  for (;;) {
    const auto more = lines.next(seq, line);
    if (!more) return more.error();
    if (!*more) break;
    auto entry = parse_entry(line);
    if (!entry) return std::move(entry).error();
    visit(*std::move(entry));
  }
  if (last_dropped != nullptr) *last_dropped = std::max(*last_dropped, lines.last_dropped());
  return Done{};
}

}  // namespace tact
