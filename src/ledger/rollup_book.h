// Keeps the rollups: counts by hour, by day and by each of stats' groups, a fold of the ledger like
// every other state. Cheap where decisions are made: a count in memory for each value of a
// decision; records are written when an hour ends, and every entries_between_writes entries, so
// that what is written does not grow with how many decisions share a group (src/design/0010).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "core/state/rollup.h"
#include "ledger/stats.h"
#include "ledger/value_counter.h"
#include "store/store.h"

namespace tact {

// Where rollups are kept; hours and days are counted from 1970 UTC. An absent record counts
// nothing.
Key rollup_head_key();
Key rollup_hour_key(std::int64_t hour, StatsGroup group);
Key rollup_day_key(std::int64_t day, StatsGroup group);

// One thread.
class RollupBook {
 public:
  // How many of the ledger's last entries the records may lack; stats reads those.
  static constexpr std::uint64_t entries_between_writes = 4'096;

  // Of an empty ledger.
  RollupBook() = default;
  // As the store's records have it, or those of a base (ledger/rollup_base.h). Entries from next()
  // on must be added then; it is 0 in a directory from before there were rollups.
  static Result<RollupBook> open(const Store& store, Table table = Table::rollup);

  // Every entry before it is counted.
  Seq next() const { return next_; }

  // Appends the records that must be written with the entry. One that is counted already changes
  // nothing. REQUIRES: none before it is missing.
  void add(const Entry& entry, std::vector<Change>& out) {
    add(entry.seq, entry.at, std::get_if<DecisionEntry>(&entry.body), out);
  }
  // The same of an entry that is no decision.
  void pass(Seq entry, std::vector<Change>& out) { add(entry, Instant{}, nullptr, out); }

 private:
  void add(Seq entry, Instant at, const DecisionEntry* decision, std::vector<Change>& out);
  void turn_to(std::int64_t hour, std::vector<Change>& out);
  void write(std::vector<Change>& out);
  void write_day(std::int64_t day, std::vector<Change>& out);

  Seq next_;
  std::optional<std::int64_t> hour_;  // that is being counted; none before the first decision
  std::array<ValueCounter, stats_groups> in_hour_;
  std::array<ValueCounter, stats_groups> in_day_;  // in the hours of its day before it
};

// Counts the entries of `store` that `book` has not before `end`. The changes go to `take` now and
// then, a bounded number of entries at a time.
template <class Take>
Status catch_up(const Store& store, Seq end, RollupBook& book, Take take) {
  constexpr std::size_t entries_per_read = 4'096;
  while (book.next() < end) {
    const auto lines = store.entries(book.next(), entries_per_read);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"the ledger ends before its size"};
    std::vector<Change> changes;
    for (const std::string& line : *lines) {
      if (book.next() == end) break;
      if (!line.ends_with(R"("type":"decision"})")) {
        book.pass(book.next(), changes);
        continue;
      }
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      book.add(*entry, changes);
    }
    if (Status taken = take(std::move(changes)); !taken) return taken;
  }
  return Done{};
}

}  // namespace tact
