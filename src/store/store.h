// The store: loads records by key, commits groups. It speaks of keys, values and entries only; what
// they mean is the engine's affair, how they are kept is the implementation's (RocksStore,
// MemStore; both pass tests/contract/store_contract.cc). Byte formats: FORMAT.md.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/ids.h"
#include "tact/result.h"

namespace tact {

// On disk, never renumber.
enum class Table : std::uint8_t {
  // Identities, and what else is no fold of the ledger: durable with the group that made them.
  customer = 1,        // customer id → CustomerIdentity
  address = 2,         // address → AddressIdentity
  household_name = 3,  // household id → HouseholdIdentity
  subject_name = 4,    // pseudonym → SubjectName
  evidence = 5,        // pseudonym ‖ seq → a consent's evidence
  policy_source = 6,   // a policy's hash → its files and tests (core/policy/bundle.h)
  tile = 7,         // level ‖ index → a row of the Merkle tree's hashes (ledger/tile_records.h)
  cosignature = 8,  // what witnesses signed (ledger/witnesses.h)
  secret = 9,       // "" → ErasureSecret
  refusal = 10,     // an erased address's keyed hash → KeptRefusal
  rollup_base = 11,  // as rollup: what entries that were dropped count (ledger/rollup_base.h)
  // States: a fold of the ledger, so they may be written later than the group that changed them.
  subject = 16,           // pseudonym → SubjectState
  household = 17,         // pseudonym → HouseholdState
  request = 18,           // request id → RequestState
  volume_part = 19,       // hour ‖ run → VolumePart
  registers = 20,         // "" → Registers
  policy_docket = 21,     // "" → PolicyDocket
  obligation = 22,        // pseudonym → ObligationState
  obligation_hour = 23,   // hour → ObligationHour
  obligation_hours = 24,  // "" → ObligationHours
  rollup = 25,            // hour or day, and group → Rollup; "" → RollupHead
};

constexpr bool is_identity(Table table) { return table < Table::subject; }

struct Key {
  Table table{};
  std::string id;

  auto operator<=>(const Key&) const = default;
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    return std::hash<std::string>{}(key.id) * 31 + static_cast<std::size_t>(key.table);
  }
};

struct Change {
  Key key;
  std::string value;  // "" deletes
};

// A record as a walk over its table finds it.
struct StoredRecord {
  std::string id;
  std::string value;

  bool operator==(const StoredRecord&) const = default;
};

// An index row: entry `seq` is one of those that `term` finds.
struct Posting {
  std::string term;  // at most 256 bytes; the ledger room makes them (ledger/terms.h)
  Seq seq;
};

// What takes effect together. `entries` follow each other without a gap from `first`, which is the
// store's size. A group without entries gives states anew for entries already held, those before
// `first` (recovery); states that replace settled ones last only after settle().
struct Group {
  Seq first;
  std::vector<std::string> entries;
  std::string frontier;            // Merkle frontier after the last entry; "" where no entries
  std::vector<Change> identities;  // durable with the entries
  std::vector<Change> states;      // as of the last entry; may become durable later
  std::vector<Posting> postings;   // likewise; ascending by seq within a term
};

enum class Order : std::uint8_t { oldest_first, newest_first };

// Threads: load, entries, postings and records from any thread; commit, settle and close from one
// at a time, scrub likewise.
// What Store::entries() gives for one that was dropped: no entry is empty otherwise.
inline bool is_dropped(std::string_view entry) { return entry.empty(); }

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // The values of `keys` as of the last commit that returned, in their order; empty: no such
  // record.
  virtual Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const = 0;

  // All or nothing, durable when it returns. After an error the outcome is unknown: the caller must
  // end the process and open the store again (src/design/0003).
  virtual Status commit(Group group) = 0;

  // The number of entries.
  virtual Seq size() const = 0;
  // The frontier of the last group; "" when empty.
  virtual std::string frontier() const = 0;
  // States and postings hold every entry before this one; entries from here on must be folded again
  // at a start, and the result given to commit() in a group without entries.
  virtual Seq settled_before() const = 0;

  // Entries from `from` on, until `count` or `bytes_max` (at least one if there is any). One that
  // was dropped is "".
  virtual Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                                   std::size_t bytes_max = 1 << 22) const = 0;
  // The entries that `term` finds, from `from` on (included) in the given order, at most `count`.
  // Postings of commits that returned are all there.
  virtual Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                            std::size_t count) const = 0;

  // The records of `table` in the order of their ids' bytes, from `from` on (included): at most
  // `count`, of at most `bytes_max` bytes in all but for the first, and none only where there is
  // none from there on. Each page is of one moment. For whoever walks a whole table: what is not
  // in files yet is looked through at every page.
  virtual Result<std::vector<StoredRecord>> records(Table table, std::string_view from,
                                                    std::size_t count,
                                                    std::size_t bytes_max = 1 << 22) const = 0;

  // Makes identities that were deleted by the entries before `before`, which are committed,
  // disappear from all files, and keeps that it has: scrubbed_before() says so, after a restart
  // too. Takes seconds to minutes, beside everything else; one at a time. An Error where it was
  // cancelled, or could not be done now: to be tried again.
  virtual Status scrub(Seq before, std::atomic<bool>& cancelled) {
    static_cast<void>(before);
    static_cast<void>(cancelled);
    return Done{};  // Nothing is in files.
  }
  virtual Seq scrubbed_before() const { return size(); }

  // The bytes of these entries are gone once it returns, durably: each is "" from then on; one that
  // is already stays so. REQUIRES: they are committed, and no state is to be folded from them any
  // more. Threads: one at a time, beside everything else.
  virtual Status drop_entries(std::span<const Seq> seqs) {
    static_cast<void>(seqs);
    return Error{"this store drops nothing"};
  }
  // Makes the bytes of what was dropped before `before` disappear from all files, and keeps that:
  // dropped_before() says so, after a restart too. As scrub() otherwise.
  virtual Status clear_dropped(Seq before, std::atomic<bool>& cancelled) {
    static_cast<void>(before);
    static_cast<void>(cancelled);
    return Error{"this store drops nothing"};
  }
  virtual Seq dropped_before() const { return {}; }

  // Makes states and postings durable up to the last commit: settled_before() == size() after it.
  virtual Status settle() = 0;
};

}  // namespace tact
