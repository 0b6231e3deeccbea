#include "cli/directory_evidence.h"

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "core/merkle/frontier.h"
#include "core/merkle/tree_hash.h"
#include "ledger/appender.h"
#include "ledger/export_check.h"
#include "ledger/tile_records.h"
#include "store/families.h"
#include "store/keys.h"
#include "store/rocks_store.h"
#include "support/temp_dir.h"

namespace tact::cli {
namespace {

constexpr std::uint64_t ledger_size = 300;  // a full tile of hashes, and 44 entries more

std::string entry(std::uint64_t seq) {
  return R"({"at":"2026-11-24T12:00:00.000Z","by":"t","list":"dnc","seq":)" + std::to_string(seq) +
         R"(,"type":"list"})";
}

std::string retention_of(std::uint64_t dropped) {
  return R"({"at":"2026-11-24T12:00:00.000Z","before":"2026-11-24T12:00:00.000Z","by":"t",)"
         R"("dropped":)" +
         std::to_string(dropped) + R"(,"first":256,"seq":280,"type":"retention"})";
}

// A data directory without its daemon, and somebody who writes into it.
class DataDirectory {
 public:
  // `dropped`: the entry 280 says that so many of those before 256 were.
  explicit DataDirectory(std::uint64_t dropped = 0) {
    RocksOptions options;
    options.path = path_;
    auto store = RocksStore::open(options);
    REQUIRE(store.ok());
    auto appender = Appender::open(**store, "localhost/tact");
    REQUIRE(appender.ok());
    Group group;
    for (std::uint64_t seq = 0; seq < ledger_size; ++seq) group.entries.push_back(entry(seq));
    if (dropped > 0) group.entries[280] = retention_of(dropped);
    appender->seal(group);
    const Status committed = (*store)->commit(std::move(group));
    REQUIRE(committed.ok());
    wanted_.checkpoint = appender->checkpoint();
    wanted_.edge = appender->frontier();
  }

  // "" removes.
  void write(std::size_t family, const std::string& key, const std::string& value) {
    change(family, key, value.empty() ? std::nullopt : std::optional(value));
  }
  void change(std::size_t family, const std::string& key, const std::optional<std::string>& value) {
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const char* name : {"default", "ledger", "identities"}) {
      families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    }
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    REQUIRE(rocksdb::DB::Open({}, path_ + "/ledger", families, &handles, &opened).ok());
    const std::unique_ptr<rocksdb::DB> db(opened);
    REQUIRE(
        (value ? db->Put({}, handles[family], key, *value) : db->Delete({}, handles[family], key))
            .ok());
    for (auto* handle : handles) REQUIRE(db->DestroyColumnFamilyHandle(handle).ok());
  }
  void write(std::uint64_t seq, const std::string& value) {
    write(ledger_family, seq_text(Seq{seq}), value);
  }

  void drop(std::uint64_t seq) { change(ledger_family, seq_text(Seq{seq}), ""); }

  // Held to an older checkpoint, of the first `size` entries.
  void hold_to(std::uint64_t size) {
    Sha256 hasher;
    Frontier tree;
    for (std::uint64_t seq = 0; seq < size; ++seq)
      tree.append(hasher, leaf_hash(hasher, entry(seq)));
    wanted_.checkpoint = {"localhost/tact", size, tree.root(hasher)};
    wanted_.edge = tree;
  }

  std::unique_ptr<LedgerReader> open() const {
    auto reader = LedgerReader::open(path_);
    if (!reader) FAIL(reader.error().message);
    return *std::move(reader);
  }

  // "removed 7", "altered 288-295", "intact".
  std::string verdict() {
    const auto reader = open();
    DirectoryEntries entries(*reader, wanted_.checkpoint.size);
    DirectoryHashes hashes(*reader, wanted_.checkpoint.size);
    wanted_.entries = &entries;
    wanted_.hashes = &hashes;
    wanted_.dropped = DroppedCount::at_most;
    const std::uint64_t size = wanted_.checkpoint.size;
    wanted_.newer_marks = [&] { return retention_marks(*reader, size); };
    const auto report = check_export(wanted_);
    REQUIRE(report.ok());
    const auto& damage = report->damage;
    if (!damage) return check_edge(*reader) ? "intact" : "edge";
    std::string said(name_of((*damage).part));
    said += ' ';
    said += name_of((*damage).kind);
    said += ' ' + std::to_string(*(*damage).first);
    return (*damage).first == (*damage).last ? said : said + '-' + std::to_string((*damage).last);
  }

  const std::string& path() const { return path_; }

 private:
  TempDir folder_;
  const std::string path_ = folder_.path() + "/data";
  LogCopy wanted_;
};

TEST_CASE("an untouched data directory is intact", "[cli][evidence]") {
  DataDirectory data;
  CHECK(data.verdict() == "intact");
}

TEST_CASE("what was done to a data directory's entries is named", "[cli][evidence]") {
  DataDirectory data;
  SECTION("altered, under a kept tile") {
    data.write(7, entry(7).replace(8, 1, "1"));
    CHECK(data.verdict() == "entries altered 7");
  }
  SECTION("removed, under a kept tile") {
    data.write(7, "");
    CHECK(data.verdict() == "entries removed 7");
  }
  SECTION("two exchanged") {
    data.write(7, entry(200));
    data.write(200, entry(7));
    CHECK(data.verdict() == "entries reordered 7");
  }
  SECTION("altered, where only subtrees are known: 256, 32, 8 and 4 of them") {
    data.write(290, entry(290).replace(8, 1, "1"));
    CHECK(data.verdict() == "entries altered 288-295");
  }
  SECTION("removed near the end") {
    data.write(290, "");
    CHECK(data.verdict() == "entries removed 290");
  }
  SECTION("cut off") {
    data.write(299, "");
    CHECK(data.verdict() == "entries cut off 299");
  }
  SECTION("a hash altered") {
    std::string tile;
    {
      const auto reader = data.open();
      tile = reader->load(tile_key({0, 0}))->value();
    }
    tile[32 * 5] = static_cast<char>(tile[32 * 5] ^ 1);
    data.write(identities_family, record_key(tile_key({0, 0})), tile);
    CHECK(data.verdict() == "hashes altered 5");
  }
  SECTION("one added beyond what the daemon wrote") {
    data.write(300, entry(300));
    CHECK(data.verdict() == "edge");
  }
}

TEST_CASE("what retention dropped from a directory is no damage", "[cli][evidence]") {
  DataDirectory data(3);
  CHECK(data.verdict() == "intact");
  for (const std::uint64_t seq : {0, 7, 255}) data.drop(seq);
  SECTION("as it was said") { CHECK(data.verdict() == "intact"); }
  SECTION("by an entry that the checkpoint does not cover") {
    data.hold_to(270);
    CHECK(data.verdict() == "intact");
    data.write(280, entry(280));
    CHECK(data.verdict() == "entries removed 0-255");
  }
  SECTION("one more than was said") {
    data.drop(8);
    CHECK(data.verdict() == "entries removed 0-255");
  }
  SECTION("one that no entry covers, in the last tile") {
    data.drop(290);
    CHECK(data.verdict() == "entries altered 288-295");
  }
  SECTION("another one altered") {
    data.write(8, entry(8).replace(8, 1, "1"));
    CHECK(data.verdict() == "entries altered 8");
  }
  SECTION("one of them not emptied but gone") {
    data.write(7, "");
    CHECK(data.verdict() == "entries removed 7");
  }
  SECTION("the entry that says so gone") {
    data.write(280, "");
    CHECK(data.verdict() == "entries removed 280");
  }
  SECTION("another one altered in the last tile") {
    data.write(290, entry(290).replace(8, 1, "1"));
    CHECK(data.verdict() == "entries altered 288-295");
  }
}

TEST_CASE("a directory that a daemon uses is not read, nor one that is none", "[cli][evidence]") {
  DataDirectory data;
  {
    RocksOptions options;
    options.path = data.path();
    const auto store = RocksStore::open(options);
    REQUIRE(store.ok());
    const auto reader = LedgerReader::open(data.path());
    REQUIRE_FALSE(reader.ok());
    CHECK_THAT(reader.error().message, Catch::Contains("--server"));
  }
  CHECK(data.verdict() == "intact");
  const TempDir empty;
  const auto reader = LedgerReader::open(empty.path());
  REQUIRE_FALSE(reader.ok());
  CHECK_THAT(reader.error().message, Catch::Contains("no data directory"));
}

}  // namespace
}  // namespace tact::cli
