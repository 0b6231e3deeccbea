// Makes what was deleted from the identities disappear from the ledger database's files: RocksDB
// keeps it in write-ahead logs, in older tables, and as the bounds of tables in its manifest.
#pragma once

#include <atomic>
#include <string>

#include "tact/result.h"

#include "store/database.h"
#include "store/store.h"

namespace rocksdb {
class Env;
}

namespace tact {

struct ScrubPlace {
  Database& ledger;
  rocksdb::Env& env;
  std::string path;  // of the ledger database
};

// Rewrites the identities of people, and what RocksDB keeps beside them; the rest of the database
// stays as it is. `deleted_at` is the database's sequence number after the last deletion. Keeps
// `before` as the new mark. An Error where a reader holds old files for too long: try again later.
// Threads: one at a time, beside everything else.
Status scrub(const ScrubPlace& place, std::uint64_t deleted_at, Seq before,
             std::atomic<bool>& cancelled);

// Rewrites the entries from `from` up to `before`, so that those which are empty by now have left
// the files, and keeps `before` as the new mark. Otherwise as scrub().
Status clear_dropped(const ScrubPlace& place, Seq from, Seq before, std::atomic<bool>& cancelled);

}  // namespace tact
