#include "store/table_writer.h"

#include <utility>

namespace tact {

Result<std::unique_ptr<TableWriter>> TableWriter::open(const Database& database, std::size_t family,
                                                       const std::string& name) {
  const std::string path = database.path() + '/' + name;
  std::unique_ptr<TableWriter> writer(new TableWriter(database, family, path));
  if (Status opened = writer->checked(writer->writer_.Open(path)); !opened) return opened.error();
  return writer;
}

TableWriter::TableWriter(const Database& database, std::size_t family, std::string path)
    : database_(database),
      family_(family),
      path_(std::move(path)),
      // What is read next is what was just written: its pages may stay.
      writer_(rocksdb::EnvOptions(database.options(family)), database.options(family),
              database.family(family),
              /*invalidate_page_cache=*/false) {}

Status TableWriter::checked(const rocksdb::Status& status) const {
  if (!status.ok()) return database_.error("cannot write to", status);
  return Done{};
}

Status TableWriter::put(std::string_view key, std::string_view value) {
  return checked(writer_.Put(key, rocksdb::Slice(value.data(), value.size())));
}

Status TableWriter::remove(std::string_view key) { return checked(writer_.Delete(key)); }

Result<TableFile> TableWriter::finish() {
  if (Status done = checked(writer_.Finish()); !done) return done.error();
  return TableFile{family_, path_};
}

}  // namespace tact
