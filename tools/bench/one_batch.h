// What a plain design would do: for each group, entries, states and indexes in one synced batch of
// one RocksDB. No decision is made here: the engine's own groups are written, so that all that
// differs from the product is how they are written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/measure.h"
#include "ledger/appender.h"
#include "store/mem_store.h"

namespace rocksdb {
class DB;
class ColumnFamilyHandle;
class WriteBatch;
}  // namespace rocksdb

namespace tact::bench {

// What the figure of entries a second is called.
std::string one_batch_name();

class OneBatchMeasure final : public Measure {
 public:
  // `groups` are written again and again, once a round. `known` holds the customers' records, which
  // are copied first; it is used by prepare() only.
  OneBatchMeasure(std::vector<Group> groups, const Store& known, std::string directory);
  ~OneBatchMeasure() override;

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  Status copy_records();
  void add(const Group& group, rocksdb::WriteBatch& batch) const;

  const std::vector<Group> groups_;
  const Store& known_;
  const std::string directory_;
  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  MemStore no_store_;  // of the appender: the hashes of all groups make one tree
  std::unique_ptr<Appender> appender_;
  std::uint64_t rounds_ = 0;
};

}  // namespace tact::bench
