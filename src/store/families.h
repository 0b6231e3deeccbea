// The two databases' column families, by their place in Database::family().
#pragma once

#include <cstddef>

namespace tact {

inline constexpr std::size_t meta_family = 0;  // RocksDB's own, "default".
inline constexpr std::size_t families_each = 3;

// The ledger database.
inline constexpr std::size_t ledger_family = 1;
inline constexpr std::size_t identities_family = 2;

// The state database.
inline constexpr std::size_t states_family = 1;
inline constexpr std::size_t postings_family = 2;

}  // namespace tact
