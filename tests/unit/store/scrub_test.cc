// What was deleted from the identities is in no file any more: looked for, byte by byte, in every
// file of the directory.
#include "store/scrub.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <catch2/catch.hpp>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include "contract/stores.h"
#include "store/families.h"
#include "store/rocks_settings.h"

namespace tact {
namespace {

constexpr std::size_t people = 300;

std::string id_of(std::size_t number) { return "customer-" + std::to_string(number * 7919); }
std::string secret_of(std::size_t number) {
  return "mail." + std::to_string(number * 104729) + "@example.org";
}
bool is_erased(std::size_t number) { return number % 10 == 3; }

// Which of the texts stand in any file below `path`.
std::vector<std::string> found_in(const std::string& path, const std::vector<std::string>& texts) {
  std::vector<std::string> contents;
  for (const auto& file : std::filesystem::recursive_directory_iterator(path)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    contents.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::vector<std::string> found;
  for (const std::string& text : texts) {
    for (const std::string& content : contents) {
      if (content.find(text) == std::string::npos) continue;
      found.push_back(text);
      break;
    }
  }
  return found;
}

std::vector<std::string> erased_texts() {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < people; ++i) {
    if (!is_erased(i)) continue;
    texts.push_back(id_of(i));
    texts.push_back(secret_of(i));
  }
  return texts;
}

Key key_of(std::size_t number) { return {Table::customer, id_of(number)}; }

// People are kept, over two starts so that they are in tables and in a log, and some are erased.
class Erased {
 public:
  Erased() {
    for (std::size_t i = 0; i < people; ++i) {
      if (i == people / 2) reopen();
      Group group = group_for(*store_, {"entry"});
      group.identities = {{key_of(i), secret_of(i)}};
      commit(*store_, std::move(group));
    }
    Group group = group_for(*store_, {"erasure"});
    for (std::size_t i = 0; i < people; ++i) {
      if (is_erased(i)) group.identities.push_back({key_of(i), ""});
    }
    commit(*store_, std::move(group));
  }

  RocksStore& store() { return *store_; }
  void reopen() {
    store_.reset();
    store_ = open_rocks(small_options(directory_.path()));
  }
  std::vector<std::string> found() const { return found_in(directory_.path(), erased_texts()); }
  Status scrub(bool is_cancelled = false) {
    std::atomic<bool> cancelled = is_cancelled;
    return store_->scrub(store_->size(), cancelled);
  }
  // All others are as they were.
  void check_others() {
    for (std::size_t i = 0; i < people; ++i) {
      const auto value = load(*store_, {key_of(i)}).front();
      CHECK(value == (is_erased(i) ? std::nullopt : std::optional(secret_of(i))));
    }
  }

 private:
  TempDir directory_;
  std::unique_ptr<RocksStore> store_ = open_rocks(small_options(directory_.path()));
};

TEST_CASE("after a scrub no file holds what was deleted, and all else is there") {
  Erased erased;
  // Values that are in tables may be there in a compressed form only.
  CHECK(erased.found().size() > erased_texts().size() / 2);
  REQUIRE(erased.scrub());
  CHECK(erased.found().empty());
  erased.check_others();
  erased.reopen();
  CHECK(erased.found().empty());
  erased.check_others();
}

TEST_CASE("how far it was scrubbed is kept") {
  Erased erased;
  CHECK(erased.store().scrubbed_before() == Seq{});
  REQUIRE(erased.scrub());
  const Seq size = erased.store().size();
  CHECK(erased.store().scrubbed_before() == size);
  append(erased.store(), {"later"});
  erased.reopen();
  CHECK(erased.store().scrubbed_before() == size);
}

TEST_CASE("a scrub that was cancelled says so, harms nothing and can be done again") {
  Erased erased;
  CHECK_FALSE(erased.scrub(true));
  CHECK(erased.store().scrubbed_before() == Seq{});
  erased.check_others();
  append(erased.store(), {"goes on"});
  erased.reopen();
  CHECK(erased.store().scrubbed_before() == Seq{});
  REQUIRE(erased.scrub());
  CHECK(erased.found().empty());
  erased.check_others();
}

TEST_CASE("what is written while files are scrubbed is kept") {
  Erased erased;
  const std::size_t before = erased.store().size().value;
  std::thread writer([&erased] {
    for (std::size_t i = 0; i < 200; ++i) {
      Group group = group_for(erased.store(), {"beside"});
      group.identities = {{key_of(people + i), secret_of(people + i)}};
      static_cast<void>(erased.store().commit(std::move(group)));
    }
  });
  const Status done = erased.scrub();
  writer.join();
  REQUIRE(done);
  CHECK(erased.store().size().value == before + 200);
  CHECK(erased.found().empty());
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(load(erased.store(), {key_of(people + i)}).front() == secret_of(people + i));
  }
}

// The ledger database by itself, so that a test can hold a snapshot of it.
class OneDatabase {
 public:
  Database& database() { return *database_; }
  void write(std::string_view key, std::string_view value) {
    rocksdb::WriteBatch batch;
    batch.Put(database_->family(identities_family), key, value);
    REQUIRE(database_->write(batch, true).ok());
  }
  void erase(std::string_view key) {
    rocksdb::WriteBatch batch;
    batch.Delete(database_->family(identities_family), key);
    REQUIRE(database_->write(batch, true).ok());
  }
  Status scrub(std::atomic<bool>& cancelled) {
    return tact::scrub({*database_, *rocksdb::Env::Default(), path_}, database_->last_sequence(),
                       Seq{1}, cancelled);
  }
  bool holds(const std::string& text) const { return !found_in(path_, {text}).empty(); }

 private:
  static std::unique_ptr<Database> made(Result<std::unique_ptr<Database>> database) {
    if (!database) FAIL(database.error().message);
    return std::move(*database);
  }

  TempDir directory_;
  const std::string path_ = directory_.path() + "/ledger";
  Progress progress_;
  std::shared_ptr<rocksdb::Cache> cache_ = rocksdb::NewLRUCache(1 << 20);
  std::unique_ptr<Database> database_ =
      made(Database::open(path_, database_settings({}, progress_), ledger_families(cache_)));
};

// In the table of customers.
const std::string a_key = std::string(1, static_cast<char>(Table::customer)) + "a-customer-id";
constexpr const char* a_value = "somebody@example.org";

TEST_CASE("a reader that still sees what was deleted is waited for") {
  OneDatabase one;
  one.write(a_key, a_value);
  Snapshot snapshot = one.database().snapshot();
  one.erase(a_key);

  std::atomic<bool> cancelled = false;
  Status done = Error{"never ran"};
  std::thread scrubbing([&] { done = one.scrub(cancelled); });
  // What the snapshot sees stays, however long the scrub has been at it.
  for (int look = 0; look < 20; ++look) {
    const auto seen = one.database().get_many(identities_family, {a_key}, snapshot);
    REQUIRE(seen.ok());
    CHECK(seen->front() == a_value);
  }
  snapshot.reset();
  scrubbing.join();
  REQUIRE(done);
  CHECK_FALSE(one.holds(a_value));
  CHECK_FALSE(one.holds("a-customer-id"));
}

TEST_CASE("a scrub that waits for a reader ends when it is cancelled") {
  OneDatabase one;
  one.write(a_key, a_value);
  Snapshot snapshot = one.database().snapshot();
  one.erase(a_key);
  std::atomic<bool> cancelled = false;
  Status done = Done{};
  std::thread scrubbing([&] { done = one.scrub(cancelled); });
  cancelled = true;
  scrubbing.join();
  CHECK_FALSE(done);
  CHECK(one.holds(a_value));
  snapshot.reset();
  cancelled = false;
  REQUIRE(one.scrub(cancelled));
  CHECK_FALSE(one.holds(a_value));
}

TEST_CASE("a snapshot that was taken after the deletion is not waited for") {
  OneDatabase one;
  one.write(a_key, a_value);
  one.erase(a_key);
  const Snapshot snapshot = one.database().snapshot();
  std::atomic<bool> cancelled = false;
  REQUIRE(one.scrub(cancelled));
  CHECK_FALSE(one.holds(a_value));
}

}  // namespace
}  // namespace tact
