#include "bench/one_batch.h"

#include <array>
#include <utility>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "bench/machine.h"
#include "bench/recorder.h"
#include "store/keys.h"

namespace tact::bench {
namespace {

enum Family : std::size_t { records, entries, postings };

// All that grows with the customers.
constexpr std::array known_tables = {
    Table::customer, Table::address,   Table::household_name, Table::subject_name,
    Table::subject,  Table::household, Table::evidence,
};
constexpr std::size_t batch_bytes = std::size_t{16} << 20;

Error failed(const rocksdb::Status& status) {
  return Error{"the plain store: " + status.ToString()};
}

// As the engine gave them, before its appender added tiles: ours adds its own.
std::vector<Group> without_tiles(std::vector<Group> groups) {
  for (Group& group : groups) {
    std::erase_if(group.identities,
                  [](const Change& change) { return change.key.table == Table::tile; });
  }
  return groups;
}

}  // namespace

std::string one_batch_name() { return "floor E: all of a group in one synced batch"; }

OneBatchMeasure::OneBatchMeasure(std::vector<Group> groups, const Store& known,
                                 std::string directory)
    : groups_(without_tiles(std::move(groups))), known_(known), directory_(std::move(directory)) {}

OneBatchMeasure::~OneBatchMeasure() {
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    database_->DestroyColumnFamilyHandle(family);
  }
}

Status OneBatchMeasure::prepare() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.IncreaseParallelism(2);
  const rocksdb::ColumnFamilyOptions family;  // 64 MB of write buffer, leveled compaction
  const std::vector<rocksdb::ColumnFamilyDescriptor> wanted = {
      {rocksdb::kDefaultColumnFamilyName, family}, {"entries", family}, {"postings", family}};
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::Open(options, directory_, wanted, &families_, &opened);
  if (!status.ok()) return failed(status);
  database_.reset(opened);
  auto appender = Appender::open(no_store_, "bench/plain");
  if (!appender) return std::move(appender).error();
  appender_ = std::make_unique<Appender>(*std::move(appender));
  if (auto copied = copy_records(); !copied) return copied;
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  return run_round(ignored);  // to warm up
}

Status OneBatchMeasure::copy_records() {
  for (const Table table : known_tables) {
    // All at once: a store in memory looks through the whole table for each page.
    const auto found = known_.records(table, "", SIZE_MAX, SIZE_MAX);
    if (!found) return found.error();
    rocksdb::WriteBatch batch;
    for (const StoredRecord& record : *found) {
      batch.Put(families_[records], record_key({table, record.id}), record.value);
      if (batch.GetDataSize() < batch_bytes && &record != &found->back()) continue;
      const auto status = database_->Write(rocksdb::WriteOptions(), &batch);
      if (!status.ok()) return failed(status);
      batch.Clear();
    }
  }
  return Done{};
}

void OneBatchMeasure::add(const Group& group, rocksdb::WriteBatch& batch) const {
  std::uint64_t seq = group.first.value;
  for (const std::string& entry : group.entries) {
    batch.Put(families_[entries], seq_text(Seq{seq++}), entry);
  }
  batch.Put(families_[records], frontier_key, group.frontier);
  for (const auto* changes : {&group.identities, &group.states}) {
    for (const Change& change : *changes) {
      const std::string key = record_key(change.key);
      if (change.value.empty()) {
        batch.Delete(families_[records], key);
      } else {
        batch.Put(families_[records], key, change.value);
      }
    }
  }
  for (const Posting& posting : group.postings) {
    batch.Put(families_[postings], posting_key(posting.term, posting.seq), "");
  }
}

Status OneBatchMeasure::run_round(Sheet& sheet) {
  std::vector<Group> made =
      later_groups(groups_, appender_->size(), '-' + std::to_string(++rounds_));
  rocksdb::WriteOptions synced;
  synced.sync = true;
  const auto cpu = own_cpu();
  const auto begun = Steady::now();
  for (Group& group : made) {
    appender_->seal(group);
    rocksdb::WriteBatch batch;
    add(group, batch);
    const auto status = database_->Write(synced, &batch);
    if (!status.ok()) return failed(status);
  }
  const auto count = static_cast<double>(entries_in(made));
  sheet.add(one_batch_name(), "entries/s", Floor::groups_of_1024, count / seconds_since(begun));
  const std::chrono::duration<double, std::micro> used = own_cpu() - cpu;
  sheet.add("floor E: CPU for one entry", "µs", Floor::groups_of_1024, used.count() / count);
  return Done{};
}

}  // namespace tact::bench
