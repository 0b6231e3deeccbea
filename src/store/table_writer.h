// A sorted run of records on its way into a database: a table file, written from one end to the
// other, which the database then takes in whole (Database::ingest).
//
// Threads: one at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <rocksdb/sst_file_writer.h>

#include "tact/result.h"

#include "store/database.h"

namespace tact {

class TableWriter {
 public:
  // For `family`; the file is made in the database's directory, and its name is not used yet.
  static Result<std::unique_ptr<TableWriter>> open(const Database& database, std::size_t family,
                                                   const std::string& name);

  // REQUIRES: keys ascend.
  Status put(std::string_view key, std::string_view value);
  Status remove(std::string_view key);

  // Ends the file, synced.
  Result<TableFile> finish();

 private:
  TableWriter(const Database& database, std::size_t family, std::string path);
  Status checked(const rocksdb::Status& status) const;

  const Database& database_;
  const std::size_t family_;
  const std::string path_;
  rocksdb::SstFileWriter writer_;
};

}  // namespace tact
