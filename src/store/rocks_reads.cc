#include "store/rocks_reads.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "store/families.h"
#include "store/keys.h"
#include "store/posting_blocks.h"

namespace tact {
namespace {

// Keys to ask one column family for, and their places in the answer.
struct Question {
  std::vector<std::string> keys;
  std::vector<std::size_t> places;
};

Status ask(const Database& database, std::size_t family, const Snapshot& snapshot,
           const Question& question, std::vector<std::optional<std::string>>& values) {
  auto found = database.get_many(family, question.keys, snapshot);
  if (!found) return found.error();
  for (std::size_t i = 0; i < question.places.size(); ++i) {
    values[question.places[i]] = std::move((*found)[i]);
  }
  return Done{};
}

Error damaged_entry(const Database& ledger, Seq seq) {
  return ledger.error("cannot read", rocksdb::Status::Corruption(
                                         "entry " + std::to_string(seq.value) + " is missing"));
}

// The postings of the window that the iterator stands in, and moves it out of there. False where
// they are damaged.
bool read_window(rocksdb::Iterator& iterator, std::size_t prefix_bytes, Order order,
                 std::vector<Seq>& seqs) {
  const bool forward = order == Order::oldest_first;
  std::optional<Seq> window;
  std::size_t blocks = 0;
  for (seqs.clear(); iterator.Valid(); ++blocks) {
    const auto first = parse_seq(iterator.key().ToStringView().substr(prefix_bytes));
    if (!first) return false;
    if (window && window_of(*first) != *window) break;
    window = window_of(*first);
    if (!decode_block(*first, iterator.value().ToStringView(), seqs)) return false;
    if (forward) {
      iterator.Next();
    } else {
      iterator.Prev();
    }
  }
  // Blocks of drains that a crash made to be done again, or that came late, reach over each other.
  if (blocks > 1) {
    std::sort(seqs.begin(), seqs.end());
    seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
  }
  if (!forward) std::reverse(seqs.begin(), seqs.end());
  return true;
}

Result<std::vector<Seq>> read_drained(const Database& state, const Snapshot& snapshot,
                                      std::string_view term, Seq from, Order order,
                                      std::size_t count) {
  const std::string lower = posting_prefix(term);
  std::string upper = posting_key(term, Seq{std::numeric_limits<std::uint64_t>::max()});
  upper.push_back('\0');  // The bound itself is left out.
  const rocksdb::Slice lower_bound = lower;
  const rocksdb::Slice upper_bound = upper;
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.get();
  options.iterate_lower_bound = &lower_bound;
  options.iterate_upper_bound = &upper_bound;
  const auto iterator = state.iterator(postings_family, options);
  const bool forward = order == Order::oldest_first;
  // Blocks that begin earlier may reach to `from` and beyond, but not out of its window.
  const std::string start = posting_key(term, forward ? window_of(from) : from);
  if (forward) {
    iterator->Seek(start);
  } else {
    iterator->SeekForPrev(start);
  }
  std::vector<Seq> seqs;
  std::vector<Seq> window;
  while (iterator->Valid() && seqs.size() < count) {
    if (!read_window(*iterator, lower.size(), order, window)) {
      return state.error("cannot read", rocksdb::Status::Corruption("a block of postings"));
    }
    for (const Seq seq : window) {
      if (forward ? seq >= from : seq <= from) seqs.push_back(seq);
    }
  }
  if (!iterator->status().ok()) return state.error("cannot read", iterator->status());
  if (seqs.size() > count) seqs.resize(count);
  return seqs;
}

// A table's records in the database, in the order of their ids.
class TableWalk {
 public:
  TableWalk(const Database& database, std::size_t family, Snapshot snapshot, Table table,
            std::string_view from)
      : database_(database),
        snapshot_(std::move(snapshot)),
        end_(1, static_cast<char>(static_cast<std::uint8_t>(table) + 1)),
        end_slice_(end_) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_.get();
    options.fill_cache = false;  // As for a long read of entries.
    options.iterate_upper_bound = &end_slice_;
    iterator_ = database.iterator(family, options);
    iterator_->Seek(record_key({table, std::string(from)}));
  }

  void end_after(std::string id) { last_ = std::move(id); }

  // Null at the end, and after an error.
  std::optional<std::string_view> id() const {
    if (!iterator_->Valid()) return std::nullopt;
    const std::string_view id = iterator_->key().ToStringView().substr(1);
    if (last_ && id > *last_) return std::nullopt;
    return id;
  }
  std::string value() const { return iterator_->value().ToString(); }
  void next() { iterator_->Next(); }

  Status status() const {
    if (iterator_->status().ok()) return Done{};
    return database_.error("cannot read", iterator_->status());
  }

 private:
  const Database& database_;
  const Snapshot snapshot_;
  const std::string end_;
  const rocksdb::Slice end_slice_;
  std::optional<std::string> last_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

// `recent` has the last word on its ids.
std::vector<StoredRecord> merge_records(TableWalk& walk, std::vector<StoredRecord> recent,
                                        std::size_t count, std::size_t bytes_max) {
  std::vector<StoredRecord> page;
  std::size_t bytes = 0;
  auto next = recent.begin();
  while (page.size() < count) {
    const auto stored = walk.id();
    if (!stored && next == recent.end()) break;
    StoredRecord record;
    if (next == recent.end() || (stored && *stored < next->id)) {
      record = {std::string(*stored), walk.value()};
      walk.next();
    } else {
      if (stored && *stored == next->id) walk.next();
      record = std::move(*next++);
    }
    if (record.value.empty()) continue;  // It was deleted.
    bytes += record.value.size();
    if (!page.empty() && bytes > bytes_max) break;
    page.push_back(std::move(record));
  }
  return page;
}

}  // namespace

Result<std::vector<std::optional<std::string>>> read_records(const Database& ledger,
                                                             const Database& state,
                                                             const RecentView& view,
                                                             std::span<const Key> keys) {
  RecentView::States recent = view.find(keys);
  Question identities;
  Question states;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::optional<std::string>& value = recent.values[i];
    if (value) {
      if (value->empty()) value.reset();
      continue;
    }
    Question& question = is_identity(keys[i].table) ? identities : states;
    question.keys.push_back(record_key(keys[i]));
    question.places.push_back(i);
  }
  Status done = ask(ledger, identities_family, recent.ledger, identities, recent.values);
  if (done) done = ask(state, states_family, recent.state, states, recent.values);
  if (!done) return done.error();
  return std::move(recent.values);
}

Result<std::vector<std::string>> read_entries(const Database& ledger, Seq size, Seq from,
                                              std::size_t count, std::size_t bytes_max) {
  std::vector<std::string> page;
  if (from >= size || count == 0) return page;
  if (count == 1) {  // The block stays in the cache: the next one asked for is often near.
    auto entry = ledger.get(ledger_family, seq_text(from));
    if (!entry) return entry.error();
    if (!entry->has_value()) return damaged_entry(ledger, from);
    page.push_back(std::move(**entry));
    return page;
  }
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // A long read must not push out what deciding needs.
  const auto iterator = ledger.iterator(ledger_family, options);
  std::size_t bytes = 0;
  Seq seq = from;
  for (iterator->Seek(seq_text(seq)); seq < size && page.size() < count; iterator->Next()) {
    if (!iterator->Valid() || iterator->key() != seq_text(seq)) {
      if (!iterator->status().ok()) return ledger.error("cannot read", iterator->status());
      return damaged_entry(ledger, seq);
    }
    bytes += iterator->value().size();
    if (!page.empty() && bytes > bytes_max) break;
    page.push_back(iterator->value().ToString());
    ++seq.value;
  }
  return page;
}

Result<std::vector<StoredRecord>> walk_records(const Database& ledger, const Database& state,
                                               const RecentView& view, Table table,
                                               std::string_view from, std::size_t count,
                                               std::size_t bytes_max) {
  const bool in_ledger = is_identity(table);
  const Database& database = in_ledger ? ledger : state;
  const std::size_t family = in_ledger ? identities_family : states_family;
  std::vector<StoredRecord> page;
  // What was deleted may fill a stretch and leave it empty.
  for (std::string begin(from); count > 0 && page.empty();) {
    RecentView::Records recent = view.find(table, begin, count);
    const std::string last = recent.has_more ? recent.records.back().id : std::string();
    TableWalk walk(database, family, in_ledger ? recent.ledger : recent.state, table, begin);
    if (recent.has_more) walk.end_after(last);
    page = merge_records(walk, std::move(recent.records), count, bytes_max);
    if (Status status = walk.status(); !status) return status.error();
    if (!recent.has_more) break;
    begin = last + '\0';
  }
  return page;
}

Result<std::vector<Seq>> read_postings(const Database& state, const RecentView& view,
                                       std::string_view term, Seq from, Order order,
                                       std::size_t count) {
  if (term.size() > term_bytes_max) return std::vector<Seq>();
  const RecentView::Postings recent = view.find(term, from, order, count);
  Result<std::vector<Seq>> drained = read_drained(state, recent.state, term, from, order, count);
  if (!drained) return drained;
  return merge_postings(*drained, recent.seqs, order, count);
}

}  // namespace tact
