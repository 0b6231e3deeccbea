// The stores under test, and verbs for tests to speak to them with.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rocksdb/env.h>

#include "store/mem_store.h"
#include "store/rocks_store.h"
#include "store/store.h"
#include "support/crash_fs.h"
#include "support/temp_dir.h"

namespace tact {

inline std::unique_ptr<RocksStore> open_rocks(const RocksOptions& options) {
  Result<std::unique_ptr<RocksStore>> store = RocksStore::open(options);
  if (!store) FAIL(store.error().message);
  return std::move(*store);
}

// Small, so that hundreds of stores are opened quickly; nothing is settled unless asked.
inline RocksOptions small_options(const std::string& path) {
  RocksOptions options;
  options.path = path;
  options.cache_bytes = 8 << 20;
  options.unsettled_time_max = std::chrono::hours(24);
  return options;
}

// A store on a disk that syncs quickly.
class RocksKind {
 public:
  std::unique_ptr<Store> store;

 protected:
  RocksKind(std::size_t write_behind_bytes_max, std::uint64_t unsettled_entries_max) {
    RocksOptions options = small_options(directory_.path());
    options.write_behind_bytes_max = write_behind_bytes_max;
    options.unsettled_entries_max = unsettled_entries_max;
    options.env = env_.get();
    store = open_rocks(options);
  }
  // The store closes before what it stands on.
  ~RocksKind() { store.reset(); }

 private:
  TempDir directory_;
  const std::unique_ptr<rocksdb::Env> env_ = make_crash_env(std::make_shared<CrashFs>());
};

// Each kind of store, by where states and postings are found.
struct InMemory {
  std::unique_ptr<Store> store = std::make_unique<MemStore>();
};
struct RocksInOverlay : RocksKind {
  RocksInOverlay() : RocksKind(64 << 20, 1'000'000) {}
};
struct RocksInDatabase : RocksKind {  // Each commit waits until the one before is written.
  RocksInDatabase() : RocksKind(1, 1'000'000) {}
};
struct RocksInFiles : RocksKind {
  RocksInFiles() : RocksKind(1, 1) {}
};

inline constexpr Seq first_seq{0};
inline constexpr Seq last_seq{std::numeric_limits<std::uint64_t>::max()};

inline std::string frontier_at(Seq size) { return "frontier " + std::to_string(size.value); }

// A group that follows what `store` holds.
inline Group group_for(const Store& store, std::vector<std::string> entries) {
  Group group;
  group.first = store.size();
  group.entries = std::move(entries);
  if (!group.entries.empty()) {
    group.frontier = frontier_at(Seq{group.first.value + group.entries.size()});
  }
  return group;
}

inline void commit(Store& store, Group group) {
  const Status status = store.commit(std::move(group));
  if (!status) FAIL(status.error().message);
}

inline void append(Store& store, std::vector<std::string> entries) {
  commit(store, group_for(store, std::move(entries)));
}

inline void settle(Store& store) {
  const Status status = store.settle();
  if (!status) FAIL(status.error().message);
}

using Values = std::vector<std::optional<std::string>>;

inline Values load(const Store& store, const std::vector<Key>& keys) {
  Result<Values> values = store.load(keys);
  if (!values) FAIL(values.error().message);
  return std::move(*values);
}

inline std::vector<std::string> entries(const Store& store, std::uint64_t from, std::size_t count,
                                        std::size_t bytes_max = 1 << 22) {
  Result<std::vector<std::string>> page = store.entries(Seq{from}, count, bytes_max);
  if (!page) FAIL(page.error().message);
  return std::move(*page);
}

inline std::vector<StoredRecord> records(const Store& store, Table table, std::string_view from,
                                         std::size_t count, std::size_t bytes_max = 1 << 22) {
  Result<std::vector<StoredRecord>> page = store.records(table, from, count, bytes_max);
  if (!page) FAIL(page.error().message);
  return std::move(*page);
}

inline std::vector<std::uint64_t> postings(const Store& store, std::string_view term, Seq from,
                                           Order order, std::size_t count) {
  Result<std::vector<Seq>> page = store.postings(term, from, order, count);
  if (!page) FAIL(page.error().message);
  std::vector<std::uint64_t> numbers;
  for (const Seq seq : *page) numbers.push_back(seq.value);
  return numbers;
}

}  // namespace tact
