// A store on disk, in RocksDB. A directory holds two databases:
//
//   ledger/  entries, identities, size and frontier: one synced write per group
//   state/   states and postings: kept in memory first, written behind, as of some earlier entry
//            after a crash (settled_before()); with the directory removed, all is folded again
//
// They are two so that neither waits for the other: one database has one queue of writers and one
// throttle, and keeps a write-ahead log until every column family is flushed (src/design/0003).
//
// Errors: after the first failed write, sync, flush or compaction, in the foreground or not,
// commit() and settle() answer with an error for ever. Threads: as Store. Two of its own, besides
// RocksDB's. Memory: cache_bytes, write_behind_bytes_max, and up to 0.5 GB of RocksDB's write
// buffers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "store/store.h"

namespace rocksdb {
class Env;
}

namespace tact {

struct RocksOptions {
  std::string path;                                  // Made if absent; its parent is not.
  bool trial = false;                                // A directory is for trials or for life.
  std::size_t cache_bytes = std::size_t{256} << 20;  // What reads keep, of both databases.
  // States and postings that are not written yet: commit() waits when there are more.
  std::size_t write_behind_bytes_max = std::size_t{256} << 20;
  // What a start after a crash may have to fold again: so many entries, or so much time of them.
  std::uint64_t unsettled_entries_max = 1'000'000;
  std::chrono::milliseconds unsettled_time_max{60'000};
  int background_threads = 2;   // RocksDB's, for compactions.
  rocksdb::Env* env = nullptr;  // For tests; outlives the store.
};

class RocksStore final : public Store {
 public:
  // Refuses a directory that is in use, of another kind (`trial`), of an unknown format, damaged,
  // or not a store at all, and leaves it as it was.
  static Result<std::unique_ptr<RocksStore>> open(const RocksOptions& options);
  // Writes nothing, so that what is looked into stays as it is; `trial` is not looked at. Refuses a
  // directory that a daemon has open. Groups without entries are taken into memory, so that what
  // is not settled can be folded and looked at; other commits, and settle(), are refused. Not in a
  // process that has the directory open (store/directory.h).
  static Result<std::unique_ptr<RocksStore>> open_read_only(const RocksOptions& options);
  // Settles, unless the store has failed or is read-only.
  ~RocksStore() override;

  // Whether the directory is for trials.
  bool is_trial() const;

  Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const override;
  Status commit(Group group) override;
  Seq size() const override;
  std::string frontier() const override;
  Seq settled_before() const override;
  Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                           std::size_t bytes_max = 1 << 22) const override;
  Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                    std::size_t count) const override;
  Result<std::vector<StoredRecord>> records(Table table, std::string_view from, std::size_t count,
                                            std::size_t bytes_max = 1 << 22) const override;
  Status scrub(Seq before, std::atomic<bool>& cancelled) override;
  Seq scrubbed_before() const override;
  Status drop_entries(std::span<const Seq> seqs) override;
  Status clear_dropped(Seq before, std::atomic<bool>& cancelled) override;
  Seq dropped_before() const override;
  Status settle() override;
  // Writes all files anew, as small as they become. Takes seconds to hours, beside everything else.
  Status compact();

 private:
  class Impl;
  explicit RocksStore(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace tact
