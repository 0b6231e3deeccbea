#include "store/rocks_reads.h"

#include <limits>
#include <memory>
#include <utility>

#include "store/families.h"
#include "store/keys.h"

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
  const std::string start = posting_key(term, from);
  if (forward) {
    iterator->Seek(start);
  } else {
    iterator->SeekForPrev(start);
  }
  std::vector<Seq> seqs;
  while (iterator->Valid() && seqs.size() < count) {
    const std::optional<Seq> seq = parse_seq(iterator->key().ToStringView().substr(lower.size()));
    if (!seq) {
      return state.error("cannot read", rocksdb::Status::Corruption("a posting's key is damaged"));
    }
    seqs.push_back(*seq);
    if (forward) {
      iterator->Next();
    } else {
      iterator->Prev();
    }
  }
  if (!iterator->status().ok()) return state.error("cannot read", iterator->status());
  return seqs;
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
