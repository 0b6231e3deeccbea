#include "store/rocks_settings.h"

#include <cstddef>

#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace tact {
namespace {

constexpr std::size_t write_buffer_bytes = std::size_t{32} << 20;
// The manifest repeats the bounds of tables that are long gone, so it must not become old: a new
// one says what there is now.
constexpr std::uint64_t manifest_bytes_max = 4 << 10;
// Of design record 0017, as what follows.
constexpr int runs_max = 8;
constexpr std::size_t block_bytes = std::size_t{16} << 10;
constexpr std::size_t large_block_bytes = std::size_t{32} << 10;
constexpr std::size_t wal_bytes_max = std::size_t{256} << 20;

class FailureListener final : public rocksdb::EventListener {
 public:
  explicit FailureListener(Progress& progress) : progress_(progress) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason /*reason*/,
                         rocksdb::Status* error) override {
    progress_.fail("the database had an error in the background: " + error->ToString());
  }

 private:
  Progress& progress_;
};

enum class Lookup { by_key, by_range };

rocksdb::ColumnFamilyOptions family(const std::shared_ptr<rocksdb::Cache>& cache, Lookup lookup,
                                    rocksdb::CompressionType compression,
                                    std::size_t block_size = block_bytes) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.block_size = block_size;
  // Else the memory for them would have no bound.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  if (lookup == Lookup::by_key) table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));

  rocksdb::ColumnFamilyOptions options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.compression = compression;
  options.write_buffer_size = write_buffer_bytes;
  options.max_write_buffer_number = 4;
  options.level_compaction_dynamic_level_bytes = true;
  return options;
}

// Ids of people, addresses and requests have few letters each, which LZ4 keeps as bytes. Only what
// a merge of everything writes, so that it costs little.
rocksdb::ColumnFamilyOptions packed_at_rest(rocksdb::ColumnFamilyOptions options) {
  options.bottommost_compression = rocksdb::kZSTD;
  options.bottommost_compression_opts.enabled = true;
  options.bottommost_compression_opts.level = 3;
  return options;
}

// For what comes in whole files. Runs of about one size are merged into one, so that a record is
// written again only a few times; files that lie beside each other, as those of entries do, are
// merged by name only. Leveled compaction wrote entries again, too, to take a number out of each
// once nobody looked at an old snapshot any more.
rocksdb::ColumnFamilyOptions in_runs(rocksdb::ColumnFamilyOptions options) {
  options.compaction_style = rocksdb::kCompactionStyleUniversal;
  options.level0_file_num_compaction_trigger = runs_max;
  options.compaction_options_universal.allow_trivial_move = true;
  return options;
}

rocksdb::ColumnFamilyOptions ledger_entries(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options =
      in_runs(family(cache, Lookup::by_range, rocksdb::kZSTD, large_block_bytes));
  // Entries are alike beyond a block. What a dictionary is made from is held until a file is large
  // enough to be a whole one: with less, it would know only the kind of entries that came first.
  options.compression_opts.max_dict_bytes = 32 << 10;
  options.compression_opts.level = 1;  // The usual 3 takes longer and saves nothing here.
  return options;
}

}  // namespace

rocksdb::DBOptions database_settings(const RocksOptions& options, Progress& progress) {
  rocksdb::DBOptions settings;
  if (options.env != nullptr) settings.env = options.env;
  settings.create_if_missing = true;
  settings.create_missing_column_families = true;
  settings.listeners.push_back(std::make_shared<FailureListener>(progress));

  // A failed sync leaves it unknown what is on disk: never try again, never go on.
  settings.paranoid_checks = true;
  settings.max_bgerror_resume_count = 0;
  // What these two could do besides has lost data in 7.8 (RocksDB issues 12995 and 10892).
  settings.manual_wal_flush = false;
  settings.track_and_verify_wals_in_manifest = false;
  // A group that a power cut tore in two ends the log. That a whole one is lost by damage in the
  // middle is for the checkpoint outside the database to say.
  settings.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;

  // A start reads at most so much again. Rarely written families would keep the log without it.
  settings.max_total_wal_size = wal_bytes_max;
  settings.max_manifest_file_size = manifest_bytes_max;
  settings.max_background_flushes = 2;
  settings.max_background_compactions = options.background_threads;
  settings.max_open_files = 256;
  // What must be in files at a close is there by then: states by settle(), the ledger by its log.
  settings.avoid_flush_during_shutdown = true;
  // Spreads a flush's writing, for a commit's sync waits behind it.
  settings.bytes_per_sync = 1 << 20;
  settings.stats_dump_period_sec = 0;
  settings.keep_log_file_num = 4;
  settings.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  return settings;
}

std::vector<Family> ledger_families(const std::shared_ptr<rocksdb::Cache>& cache) {
  return {
      {rocksdb::kDefaultColumnFamilyName, family(cache, Lookup::by_key, rocksdb::kNoCompression)},
      {"ledger", ledger_entries(cache)},
      {"identities", packed_at_rest(family(cache, Lookup::by_key, rocksdb::kLZ4Compression))}};
}

std::vector<Family> state_families(const std::shared_ptr<rocksdb::Cache>& cache) {
  return {
      {rocksdb::kDefaultColumnFamilyName, family(cache, Lookup::by_key, rocksdb::kNoCompression)},
      {"states", packed_at_rest(in_runs(family(cache, Lookup::by_key, rocksdb::kLZ4Compression)))},
      {"postings",
       packed_at_rest(in_runs(family(cache, Lookup::by_range, rocksdb::kLZ4Compression)))}};
}

}  // namespace tact
