// How the two databases of a RocksStore are set up. What is on disk may depend on these settings:
// FORMAT.md names those that do.
#pragma once

#include <memory>
#include <vector>

#include <rocksdb/cache.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>

#include "store/database.h"
#include "store/progress.h"
#include "store/rocks_store.h"

namespace tact {

// For either database. A background error fails `progress`, which outlives the database.
rocksdb::DBOptions database_settings(const RocksOptions& options, Progress& progress);

std::vector<Family> ledger_families(const std::shared_ptr<rocksdb::Cache>& cache);
std::vector<Family> state_families(const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace tact
