// One RocksDB database with its column families: opened, read, written and closed, with errors in
// our words. The only part of the store that calls RocksDB, besides the options.
//
// Threads: everything but close from any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/db.h>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

struct Family {
  std::string name;
  rocksdb::ColumnFamilyOptions options;
};

// A sorted run of records in a file of its own.
struct TableFile {
  std::size_t family = 0;
  std::string path;
};

// What a reader sees of one database: released when the last reader lets go of it.
using Snapshot = std::shared_ptr<const rocksdb::Snapshot>;

class Database {
 public:
  // `families` begin with RocksDB's own, "default". Makes what is absent.
  static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                const rocksdb::DBOptions& options,
                                                const std::vector<Family>& families);
  // Writes nothing; what is only in its write-ahead log is read from there. Refuses what is absent.
  static Result<std::unique_ptr<Database>> open_read_only(const std::string& path,
                                                          const rocksdb::DBOptions& options,
                                                          const std::vector<Family>& families);
  ~Database();

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::ColumnFamilyHandle* family(std::size_t index) const { return handles_[index]; }
  const std::string& path() const { return path_; }
  // Those that a family was opened with.
  rocksdb::Options options(std::size_t family) const { return db_->GetOptions(handles_[family]); }

  Status write(rocksdb::WriteBatch& batch, bool durable);
  // Takes the files' records in, all or nothing, as its newest; the files are the database's then.
  // Durable when it returns. REQUIRES: one file for a family, synced; none holds the records of a
  // write() that is not flushed.
  Status ingest(std::span<const TableFile> files);
  // Waits until what was written before is in files.
  Status flush(std::span<rocksdb::ColumnFamilyHandle* const> families);

  // Valid until the database is closed.
  Snapshot snapshot() const;
  // What every write so far is numbered up to, and how far the oldest snapshot sees; none is held:
  // empty.
  std::uint64_t last_sequence() const;
  std::optional<std::uint64_t> oldest_snapshot() const;

  // Writes the tables of the keys from `first` up to before `last` anew, on every level, so that
  // nothing which is deleted is left in them. Other families wait meanwhile. An Error where it was
  // cancelled.
  Status rewrite(std::size_t family, std::string_view first, std::string_view last,
                 std::atomic<bool>& cancelled);
  // All of a family's tables.
  Status rewrite(std::size_t family, std::atomic<bool>& cancelled);
  // The names of its tables, and of its write-ahead logs that hold what is not in tables yet.
  std::set<std::string> files_in_use() const;

  Result<std::optional<std::string>> get(std::size_t family, std::string_view key) const;
  Result<std::vector<std::optional<std::string>>> get_many(std::size_t family,
                                                           const std::vector<std::string>& keys,
                                                           const Snapshot& snapshot) const;
  std::unique_ptr<rocksdb::Iterator> iterator(std::size_t family,
                                              const rocksdb::ReadOptions& options) const;

  // `doing` says what was tried: "cannot read", …
  Error error(std::string_view doing, const rocksdb::Status& status) const;

 private:
  Status rewrite(std::size_t family, const rocksdb::Slice* begin, const rocksdb::Slice* end,
                 std::atomic<bool>& cancelled);

  Database(std::string path, rocksdb::DB* db, std::vector<rocksdb::ColumnFamilyHandle*> handles);

  const std::string path_;
  const std::unique_ptr<rocksdb::DB> db_;
  const std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

}  // namespace tact
