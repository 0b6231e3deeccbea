// What a start says of databases that are damaged in themselves, or do not agree.
#include "store/opening.h"

#include <catch2/catch.hpp>
#include <rocksdb/write_batch.h>

#include "contract/stores.h"
#include "store/families.h"
#include "store/keys.h"
#include "store/rocks_settings.h"

namespace tact {
namespace {

// The two databases of a directory, for a test to damage.
class Databases {
 public:
  Result<Found> look() const { return look_at_databases(*ledger_, *state_, "DIR"); }

  std::string complaint() const {
    const Result<Found> found = look();
    return found.ok() ? "none" : found.error().message;
  }

  void put_ledger(std::size_t family, std::string_view key, std::string_view value) {
    put(*ledger_, family, key, value);
  }
  void put_state(std::size_t family, std::string_view key, std::string_view value) {
    put(*state_, family, key, value);
  }
  void put_entries(std::uint64_t first, std::uint64_t end) {
    for (; first < end; ++first) put_ledger(ledger_family, seq_text(Seq{first}), "entry");
  }
  void put_size(std::uint64_t size) {
    put_ledger(meta_family, size_key, seq_text(Seq{size}));
    put_ledger(meta_family, frontier_key, "frontier");
  }

 private:
  static std::unique_ptr<Database> made(Result<std::unique_ptr<Database>> database) {
    if (!database) FAIL(database.error().message);
    return std::move(*database);
  }
  static void put(Database& database, std::size_t family, std::string_view key,
                  std::string_view value) {
    rocksdb::WriteBatch batch;
    batch.Put(database.family(family), key, value);
    REQUIRE(database.write(batch, true).ok());
  }

  TempDir directory_;
  Progress progress_;
  rocksdb::DBOptions settings_ = database_settings({}, progress_);
  std::shared_ptr<rocksdb::Cache> cache_ = rocksdb::NewLRUCache(1 << 20);
  std::unique_ptr<Database> ledger_ =
      made(Database::open(directory_.path() + "/l", settings_, ledger_families(cache_)));
  std::unique_ptr<Database> state_ =
      made(Database::open(directory_.path() + "/s", settings_, state_families(cache_)));
};

TEST_CASE("a whole ledger is found as it is", "[store]") {
  Databases databases;
  CHECK(databases.complaint() == "none");
  databases.put_entries(0, 3);
  databases.put_size(3);
  databases.put_state(states_family, watermark_key, seq_text(Seq{3}));
  SECTION("the older of the two watermarks counts") {
    databases.put_state(postings_family, watermark_key, seq_text(Seq{2}));
    const Result<Found> found = databases.look();
    REQUIRE(found.ok());
    CHECK(found.value().size == Seq{3});
    CHECK(found.value().frontier == "frontier");
    CHECK(found.value().settled_before == Seq{2});
  }
  SECTION("an absent watermark is that of a new database") {
    const Result<Found> found = databases.look();
    REQUIRE(found.ok());
    CHECK(found.value().settled_before == Seq{0});
  }
}

TEST_CASE("a damaged ledger is refused by the name of its damage", "[store]") {
  Databases databases;
  std::string expected;
  SECTION("its beginning is gone") {
    databases.put_entries(1, 3);
    databases.put_size(3);
    expected = "it begins with entry 1 instead of entry 0";
  }
  SECTION("its end is gone") {
    databases.put_entries(0, 2);
    databases.put_size(3);
    expected = "it ends with entry 1 instead of entry 2";
  }
  SECTION("it is longer than it says") {
    databases.put_entries(0, 4);
    databases.put_size(3);
    expected = "it ends with entry 3 instead of entry 2";
  }
  SECTION("all of it is gone") {
    databases.put_size(3);
    expected = "it begins with no entry instead of entry 0";
  }
  SECTION("its size is gone") {
    databases.put_entries(0, 1);
    expected = "it begins with entry 0 instead of no entry";
  }
  SECTION("its frontier is gone") {
    databases.put_entries(0, 1);
    databases.put_ledger(meta_family, size_key, seq_text(Seq{1}));
    expected = "its frontier is missing";
  }
  SECTION("its size is not a number") {
    databases.put_ledger(meta_family, size_key, "3");
    expected = "`size` is not a number of eight bytes";
  }
  SECTION("a key is not a number") {
    databases.put_entries(0, 2);
    databases.put_size(3);
    databases.put_ledger(ledger_family, "\xff", "entry");
    expected = "an entry's key is not of eight bytes";
  }
  CHECK(databases.complaint() ==
        "the ledger in `DIR` is damaged: " + expected + "; restore it from a backup");
}

TEST_CASE("states that are ahead of the ledger are another ledger's", "[store]") {
  Databases databases;
  databases.put_entries(0, 3);
  databases.put_size(3);
  const std::size_t family = GENERATE(states_family, postings_family);
  databases.put_state(family, watermark_key, seq_text(Seq{4}));
  CHECK_THAT(databases.complaint(), Catch::Contains("is of a longer ledger") &&
                                        Catch::Contains("(4 entries, not 3)") &&
                                        Catch::Contains("remove `DIR/state`"));
}

}  // namespace
}  // namespace tact
