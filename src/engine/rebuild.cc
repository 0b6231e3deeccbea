#include "engine/rebuild.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "tact/check.h"
#include "tact/identity.h"

#include "core/codec/values.h"
#include "core/merkle/frontier.h"
#include "engine/decider.h"
#include "engine/forgotten.h"
#include "engine/shelf.h"
#include "ledger/appender.h"
#include "ledger/tile_records.h"

namespace tact {
namespace {

constexpr std::size_t entries_per_read = 4'096;
constexpr std::size_t records_per_group = 4'096;
// Large pages: what a store has not written yet is looked through at each.
constexpr std::size_t records_per_read = 65'536;
constexpr std::size_t bytes_per_read = std::size_t{32} << 20;
constexpr int first_state_table = static_cast<int>(Table::subject);
constexpr int tables_end = 255;  // one byte on disk

// A fold makes nobody up.
class NoRandomness final : public Randomness {
 public:
  void fill(std::span<std::uint8_t>) override { TACT_CHECK(false); }
};

Status recover(Store& store) {
  NoRandomness none;
  try {
    return Decider(store, none, {}).recover();
  } catch (const StoreLost& lost) {
    return Error{lost.message};
  }
}

// What a start sees that finds a ledger and no states: entries are read from the one store, and
// what they make is written to the other.
class Rebuilding final : public Store {
 public:
  Rebuilding(const Store& ledger, Store& fresh, std::optional<Appender> appender,
             const RebuildWatch& watch)
      : ledger_(ledger), fresh_(fresh), appender_(std::move(appender)), watch_(watch) {}

  Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const override {
    // The base of rollups is an identity: no fold makes it.
    const bool is_of_base = !keys.empty() && keys.front().table == Table::rollup_base;
    return is_of_base ? ledger_.load(keys) : fresh_.load(keys);
  }
  Seq size() const override { return ledger_.size(); }
  std::string frontier() const override { return ledger_.frontier(); }
  Seq settled_before() const override { return {}; }
  Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                           std::size_t bytes_max) const override {
    return ledger_.entries(from, count, bytes_max);
  }
  Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                    std::size_t count) const override {
    return fresh_.postings(term, from, order, count);
  }
  Result<std::vector<StoredRecord>> records(Table table, std::string_view from, std::size_t count,
                                            std::size_t bytes_max) const override {
    const Store& store = table == Table::rollup_base ? ledger_ : fresh_;
    return store.records(table, from, count, bytes_max);
  }
  Seq dropped_before() const override { return ledger_.dropped_before(); }
  Status settle() override { return fresh_.settle(); }

  // A stretch that was folded: `group.first` is where it ends.
  Status commit(Group group) override {
    const Seq end = group.first;
    group.first = fresh_.size();
    if (!appender_) {
      group.postings.clear();  // Nobody will look for entries here.
    } else if (Status read = add_entries(end, group); !read) {
      return read;
    }
    Status done = fresh_.commit(std::move(group));
    if (done) watch_(end);
    return done;
  }

 private:
  Status add_entries(Seq end, Group& group) {
    for (Seq next = group.first; next < end;
         next.value = group.first.value + group.entries.size()) {
      auto lines = ledger_.entries(next, static_cast<std::size_t>(end.value - next.value));
      if (!lines) return std::move(lines).error();
      TACT_CHECK(!lines->empty());
      group.entries.insert(group.entries.end(), std::make_move_iterator(lines->begin()),
                           std::make_move_iterator(lines->end()));
    }
    const auto leaves = hash_entries(ledger_, hasher_, group.first, group.entries.size());
    if (!leaves) return leaves.error();
    appender_->seal(group, *leaves);
    return Done{};
  }

  const Store& ledger_;
  Store& fresh_;
  Sha256 hasher_;
  std::optional<Appender> appender_;  // Empty: states only.
  const RebuildWatch& watch_;
};

// A table's records, one after another.
class Walk {
 public:
  // `forgotten` is taken out; null: nothing.
  Walk(const Store& store, Table table, const Forgotten* forgotten = nullptr)
      : store_(store), table_(table), forgotten_(forgotten) {}

  // Null at the end; good until the next call of next().
  Result<const StoredRecord*> now() {
    while (at_ == page_.size() && !is_over_) {
      if (Status read = read_page(); !read) return read.error();
    }
    return at_ == page_.size() ? nullptr : &page_[at_];
  }
  void next() { ++at_; }

 private:
  Status read_page() {
    auto page = store_.records(table_, from_, records_per_read, bytes_per_read);
    if (!page) return std::move(page).error();
    page_.clear();
    at_ = 0;
    is_over_ = page->empty();
    if (is_over_) return Done{};
    from_ = page->back().id + '\0';
    for (StoredRecord& record : *page) {
      if (forgotten_ != nullptr) {
        auto remains = forgotten_->remains(table_, std::move(record.value));
        if (!remains) return std::move(remains).error();
        if (!*remains) continue;
        record.value = **std::move(remains);
      }
      page_.push_back(std::move(record));
    }
    return Done{};
  }

  const Store& store_;
  const Table table_;
  const Forgotten* const forgotten_;
  std::string from_;
  std::vector<StoredRecord> page_;
  std::size_t at_ = 0;
  bool is_over_ = false;
};

// `live` and `folded` are of one table; each may be null, not both.
std::optional<DifferenceKind> difference(const StoredRecord* live, const StoredRecord* folded) {
  if (live == nullptr || (folded != nullptr && folded->id < live->id))
    return DifferenceKind::missing;
  if (folded == nullptr || live->id < folded->id) return DifferenceKind::unfounded;
  if (live->value != folded->value) return DifferenceKind::different;
  return std::nullopt;
}

Status compare_table(const Store& live_store, const Store& folded_store, Table table,
                     const Forgotten& forgotten, std::size_t first_max,
                     StateComparison& comparison) {
  Walk live_walk(live_store, table, &forgotten);
  Walk folded_walk(folded_store, table, &forgotten);
  const std::uint64_t before = comparison.records;
  for (;;) {
    const auto live = live_walk.now();
    if (!live) return live.error();
    const auto folded = folded_walk.now();
    if (!folded) return folded.error();
    if (*live == nullptr && *folded == nullptr) break;
    const std::optional<DifferenceKind> found = difference(*live, *folded);
    if (found) {
      const StoredRecord& record = found == DifferenceKind::missing ? **folded : **live;
      ++comparison.different;
      if (comparison.first.size() < first_max) {
        comparison.first.push_back({{table, record.id}, *found});
      }
    }
    if (found != DifferenceKind::unfounded) {
      ++comparison.records;
      folded_walk.next();
    }
    if (found != DifferenceKind::missing) live_walk.next();
  }
  if (comparison.records > before) ++comparison.tables;
  return Done{};
}

Status copy_identities(const Store& from, Store& to) {
  for (int table = 1; table < first_state_table; ++table) {
    Walk walk(from, static_cast<Table>(table));
    for (bool is_over = false; !is_over;) {
      Group group;
      group.first = to.size();
      while (!is_over && group.identities.size() < records_per_group) {
        const auto record = walk.now();
        if (!record) return record.error();
        is_over = *record == nullptr;
        if (is_over) break;
        group.identities.push_back({{static_cast<Table>(table), (*record)->id}, (*record)->value});
        walk.next();
      }
      if (group.identities.empty()) break;
      if (Status done = to.commit(std::move(group)); !done) return done;
    }
  }
  return Done{};
}

Owner owner_of_hour(std::optional<std::int64_t> hour) {
  return {"hour", hour ? format_instant(Instant(std::chrono::hours(*hour))) : ""};
}

Result<Owner> owner_of_subject(const Store& store, const std::string& id) {
  const auto subject = subject_in(id);
  if (!subject) return Owner{"pseudonym", ""};
  const Key key{Table::subject_name, id};
  const auto loaded = store.load({&key, 1});
  if (!loaded) return loaded.error();
  const auto name = loaded->front() ? decode_value<SubjectName>(*loaded->front())
                                    : Result<SubjectName>(Error{"erased"});
  if (!name) return Owner{"pseudonym", format_subject(*subject)};
  if (!name->customer.empty()) return Owner{"customer", name->customer};
  return Owner{"address", name->address};
}

}  // namespace

Status check_entries(const Store& ledger, const RebuildWatch& watch) {
  Sha256 hasher;
  Frontier frontier;
  const Seq size = ledger.size();
  while (frontier.size() < size.value) {
    const auto count = std::min<std::uint64_t>(size.value - frontier.size(), entries_per_read);
    const auto leaves = hash_entries(ledger, hasher, Seq{frontier.size()}, count);
    if (!leaves) return leaves.error();
    for (const Hash256& leaf : *leaves) frontier.append(hasher, leaf);
    watch(Seq{frontier.size()});
  }
  const std::string stored = ledger.frontier();
  if (size.value == 0 ? stored.empty() : stored == frontier.encode(hasher)) return Done{};
  return Error{"the ledger's entries are not those that its frontier was made of"};
}

Status fold_unsettled(Store& store) { return recover(store); }

Status rebuild(const Store& ledger, Store& fresh, RebuildKind kind, const RebuildWatch& watch) {
  TACT_CHECK(fresh.size().value == 0);
  std::optional<Appender> appender;
  if (kind == RebuildKind::whole) {
    auto opened = Appender::open(fresh, "");  // The name is for checkpoints, and none is made.
    if (!opened) return std::move(opened).error();
    appender = *std::move(opened);
  }
  Rebuilding rebuilding(ledger, fresh, std::move(appender), watch);
  if (Status folded = recover(rebuilding); !folded) return folded;
  if (kind == RebuildKind::whole) {
    if (Status copied = copy_identities(ledger, fresh); !copied) return copied;
  }
  return fresh.settle();
}

Result<StateComparison> compare_states(const Store& live, const Store& folded,
                                       std::size_t first_max) {
  const auto forgotten = Forgotten::of(live);
  if (!forgotten) return forgotten.error();
  StateComparison comparison;
  for (int table = first_state_table; table < tables_end; ++table) {
    const Status done =
        compare_table(live, folded, static_cast<Table>(table), *forgotten, first_max, comparison);
    if (!done) return done.error();
  }
  return comparison;
}

std::string_view name_of(Table table) {
  switch (table) {
    case Table::customer: return "customer";
    case Table::address: return "address";
    case Table::household_name: return "household_name";
    case Table::subject_name: return "subject_name";
    case Table::evidence: return "evidence";
    case Table::policy_source: return "policy_source";
    case Table::tile: return "tile";
    case Table::cosignature: return "cosignature";
    case Table::secret: return "secret";
    case Table::refusal: return "refusal";
    case Table::rollup_base: return "rollup_base";
    case Table::subject: return "subject";
    case Table::household: return "household";
    case Table::request: return "request";
    case Table::volume_part: return "volume_part";
    case Table::registers: return "registers";
    case Table::policy_docket: return "policy_docket";
    case Table::obligation: return "obligation";
    case Table::obligation_hour: return "obligation_hour";
    case Table::obligation_hours: return "obligation_hours";
    case Table::rollup: return "rollup";
  }
  return "unknown";
}

Result<Owner> owner_of(const Store& store, const Key& key) {
  switch (key.table) {
    case Table::subject:
    case Table::obligation: return owner_of_subject(store, key.id);
    case Table::household: {
      const auto household = subject_in(key.id);
      return Owner{"household", household ? format_subject(*household) : ""};
    }
    case Table::request: return Owner{"request", key.id};
    case Table::volume_part: {
      const auto part = volume_part_in(key.id);
      return owner_of_hour(part ? std::optional(part->hour) : std::nullopt);
    }
    case Table::obligation_hour: return owner_of_hour(hour_in(key.id));
    case Table::registers:
    case Table::policy_docket:
    case Table::obligation_hours:
    case Table::rollup:
    case Table::customer:  // Identities are compared with nothing.
    case Table::address:
    case Table::household_name:
    case Table::subject_name:
    case Table::evidence:
    case Table::policy_source:
    case Table::tile:
    case Table::cosignature:
    case Table::secret:
    case Table::refusal:
    case Table::rollup_base: break;
  }
  return Owner{};
}

}  // namespace tact
