// What a RocksStore answers: the databases and what is not written to them yet, seen as one.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "store/database.h"
#include "store/recent_view.h"
#include "store/store.h"

namespace tact {

// Each as the member function of Store that it is for.
Result<std::vector<std::optional<std::string>>> read_records(const Database& ledger,
                                                             const Database& state,
                                                             const RecentView& view,
                                                             std::span<const Key> keys);

Result<std::vector<std::string>> read_entries(const Database& ledger, Seq size, Seq from,
                                              std::size_t count, std::size_t bytes_max);

Result<std::vector<StoredRecord>> walk_records(const Database& ledger, const Database& state,
                                               const RecentView& view, Table table,
                                               std::string_view from, std::size_t count,
                                               std::size_t bytes_max);

Result<std::vector<Seq>> read_postings(const Database& state, const RecentView& view,
                                       std::string_view term, Seq from, Order order,
                                       std::size_t count);

}  // namespace tact
