// A ledger folded from empty into a fresh store, and its states compared with a live store's, byte
// for byte: whether what decisions stand on is what the ledger says.
//
// Threads: one. Reads as far as it must, so it takes its time: for a stopped daemon's directory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

// Told of every stretch of the ledger that is done: how many entries so far.
using RebuildWatch = std::function<void(Seq done)>;

// Whether the entries are those that the store's Merkle frontier was made of; an Error where not.
// What is to be folded should be known to be whole first.
Status check_entries(const Store& ledger, const RebuildWatch& watch);

// Folds the entries that a store's states do not hold yet, as a start does.
Status fold_unsettled(Store& store);

enum class RebuildKind : std::uint8_t {
  states_only,  // for comparing
  whole,        // a store of its own: entries, identities, states and postings
};

// Folds all entries of `ledger` into `fresh`, by the code that a start runs. REQUIRES: `fresh` is
// empty.
Status rebuild(const Store& ledger, Store& fresh, RebuildKind kind, const RebuildWatch& watch);

enum class DifferenceKind : std::uint8_t {
  different,  // both stores have the record, with other bytes
  missing,    // the live store lacks it
  unfounded,  // the live store has it, and no entry says so
};

struct Difference {
  Key key;
  DifferenceKind kind{};

  bool operator==(const Difference&) const = default;
};

struct StateComparison {
  std::uint64_t records = 0;  // of the fold
  std::uint64_t tables = 0;   // that hold any
  std::uint64_t different = 0;
  std::vector<Difference> first;  // the first of these, in the order of tables and ids

  bool is_equal() const { return different == 0; }
};

// Every record of every table of states; what retention made a fold forget is left out. `first_max`
// bounds StateComparison::first.
Result<StateComparison> compare_states(const Store& live, const Store& folded,
                                       std::size_t first_max);

// What a table's records are called when people are told of them: "subject", "volume_part", …
std::string_view name_of(Table table);

// Whose a state is, as people are told.
struct Owner {
  std::string_view kind;  // "customer", "address", "pseudonym", "household", "request", "hour"; ""
  std::string name;       // "" where it is everyone's
};

// The customer or address is named where the store still knows one.
Result<Owner> owner_of(const Store& store, const Key& key);

}  // namespace tact
