// What a RocksStore finds when it opens its databases: whether they are whole and agree.
#pragma once

#include <string>

#include "tact/result.h"

#include "store/database.h"
#include "store/store.h"

namespace tact {

struct Found {
  Seq size;
  std::string frontier;
  Seq settled_before;
  Seq scrubbed_before;
  Seq dropped_before = {};
};

// Looks at the ends of the ledger, not at every entry: a hole in between is found by who reads it.
Result<Found> look_at_databases(const Database& ledger, const Database& state,
                                const std::string& path);

}  // namespace tact
