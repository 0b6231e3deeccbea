#include "store/database.h"

#include <utility>

namespace tact {

namespace {

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors_of(const std::vector<Family>& families) {
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.reserve(families.size());
  for (const Family& family : families) descriptors.emplace_back(family.name, family.options);
  return descriptors;
}

Error cannot_open(const std::string& path, const rocksdb::Status& status) {
  return {"cannot open `" + path + "`: " + status.ToString()};
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path,
                                                 const rocksdb::DBOptions& options,
                                                 const std::vector<Family>& families) {
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const rocksdb::Status status =
      rocksdb::DB::Open(options, path, descriptors_of(families), &handles, &db);
  if (!status.ok()) return cannot_open(path, status);
  return std::unique_ptr<Database>(new Database(path, db, std::move(handles)));
}

Result<std::unique_ptr<Database>> Database::open_read_only(const std::string& path,
                                                           const rocksdb::DBOptions& options,
                                                           const std::vector<Family>& families) {
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const rocksdb::Status status =
      rocksdb::DB::OpenForReadOnly(options, path, descriptors_of(families), &handles, &db);
  if (!status.ok()) return cannot_open(path, status);
  return std::unique_ptr<Database>(new Database(path, db, std::move(handles)));
}

Database::Database(std::string path, rocksdb::DB* db,
                   std::vector<rocksdb::ColumnFamilyHandle*> handles)
    : path_(std::move(path)), db_(db), handles_(std::move(handles)) {}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
  }
  db_->Close().PermitUncheckedError();  // What had to be durable was made so before.
}

Status Database::write(rocksdb::WriteBatch& batch, bool durable) {
  rocksdb::WriteOptions options;
  options.sync = durable;
  options.disableWAL = !durable;
  const rocksdb::Status status = db_->Write(options, &batch);
  if (!status.ok()) return error("cannot write to", status);
  return Done{};
}

Status Database::flush(std::span<rocksdb::ColumnFamilyHandle* const> families) {
  rocksdb::FlushOptions options;
  options.allow_write_stall = true;  // Else it waits for compactions before it begins.
  const rocksdb::Status status = db_->Flush(options, {families.begin(), families.end()});
  if (!status.ok()) return error("cannot flush", status);
  return Done{};
}

Status Database::ingest(std::span<const TableFile> files) {
  std::vector<rocksdb::IngestExternalFileArg> wanted;
  for (const TableFile& file : files) {
    rocksdb::IngestExternalFileArg& one = wanted.emplace_back();
    one.column_family = handles_[file.family];
    one.external_files = {file.path};
    one.options.move_files = true;
    one.options.write_global_seqno = false;
  }
  const rocksdb::Status status = db_->IngestExternalFiles(wanted);
  if (!status.ok()) return error("cannot write to", status);
  return Done{};
}

Snapshot Database::snapshot() const {
  rocksdb::DB* db = db_.get();
  return Snapshot(db->GetSnapshot(),
                  [db](const rocksdb::Snapshot* taken) { db->ReleaseSnapshot(taken); });
}

std::uint64_t Database::last_sequence() const { return db_->GetLatestSequenceNumber(); }

std::optional<std::uint64_t> Database::oldest_snapshot() const {
  std::uint64_t held = 0;
  std::uint64_t sequence = 0;
  if (!db_->GetIntProperty(rocksdb::DB::Properties::kNumSnapshots, &held) || held == 0) return {};
  if (!db_->GetIntProperty(rocksdb::DB::Properties::kOldestSnapshotSequence, &sequence)) return {};
  return sequence;
}

Status Database::rewrite(std::size_t family, std::string_view first, std::string_view last,
                         std::atomic<bool>& cancelled) {
  const rocksdb::Slice begin(first.data(), first.size());
  const rocksdb::Slice end(last.data(), last.size());
  return rewrite(family, &begin, &end, cancelled);
}

Status Database::rewrite(std::size_t family, std::atomic<bool>& cancelled) {
  return rewrite(family, nullptr, nullptr, cancelled);
}

Status Database::rewrite(std::size_t family, const rocksdb::Slice* begin, const rocksdb::Slice* end,
                         std::atomic<bool>& cancelled) {
  rocksdb::CompactRangeOptions options;
  // Nothing else may move old data past it from one level to another.
  options.exclusive_manual_compaction = true;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  options.allow_write_stall = true;  // Else it waits for other compactions before it begins.
  options.canceled = &cancelled;
  const rocksdb::Status status = db_->CompactRange(options, handles_[family], begin, end);
  if (!status.ok()) return error("cannot compact", status);
  return Done{};
}

std::set<std::string> Database::files_in_use() const {
  std::set<std::string> names;
  std::vector<rocksdb::LiveFileMetaData> tables;
  db_->GetLiveFilesMetaData(&tables);
  for (const auto& table : tables)
    names.insert(table.name.substr(table.name.find_first_not_of('/')));
  std::unique_ptr<rocksdb::LogFile> log;
  if (db_->GetCurrentWalFile(&log).ok() && log != nullptr) {
    const std::string path = log->PathName();
    names.insert(path.substr(path.find_last_of('/') + 1));
  }
  return names;
}

Result<std::optional<std::string>> Database::get(std::size_t family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status = db_->Get(rocksdb::ReadOptions(), handles_[family], key, &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return error("cannot read", status);
  return std::optional(std::move(value));
}

Result<std::vector<std::optional<std::string>>> Database::get_many(
    std::size_t family, const std::vector<std::string>& keys, const Snapshot& snapshot) const {
  std::vector<std::optional<std::string>> values(keys.size());
  if (keys.empty()) return values;
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.get();
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> found(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  db_->MultiGet(options, handles_[family], keys.size(), slices.data(), found.data(),
                statuses.data());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].ok()) {
      values[i] = found[i].ToString();
    } else if (!statuses[i].IsNotFound()) {
      return error("cannot read", statuses[i]);
    }
  }
  return values;
}

std::unique_ptr<rocksdb::Iterator> Database::iterator(std::size_t family,
                                                      const rocksdb::ReadOptions& options) const {
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, handles_[family]));
}

Error Database::error(std::string_view doing, const rocksdb::Status& status) const {
  return {std::string(doing) + " `" + path_ + "`: " + status.ToString()};
}

}  // namespace tact
