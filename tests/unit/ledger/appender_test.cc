#include "ledger/appender.h"

#include <random>
#include <string>

#include "unit/ledger/tree_model.h"

namespace tact::test {
namespace {

using Catch::Contains;

// Passes calls on, and fails a commit where told to.
class FailingStore final : public Store {
 public:
  explicit FailingStore(Store& store) : store_(store) {}

  int commits = 0;
  int fails_at = 0;  // counted from 1; 0: never

  Result<std::vector<std::optional<std::string>>> load(std::span<const Key> keys) const override {
    return store_.load(keys);
  }
  Status commit(Group group) override {
    if (++commits == fails_at) return Error{"the disk is gone"};
    return store_.commit(std::move(group));
  }
  Seq size() const override { return store_.size(); }
  std::string frontier() const override { return store_.frontier(); }
  Seq settled_before() const override { return store_.settled_before(); }
  Result<std::vector<std::string>> entries(Seq from, std::size_t count,
                                           std::size_t bytes_max) const override {
    return store_.entries(from, count, bytes_max);
  }
  Result<std::vector<Seq>> postings(std::string_view term, Seq from, Order order,
                                    std::size_t count) const override {
    return store_.postings(term, from, order, count);
  }
  Result<std::vector<StoredRecord>> records(Table table, std::string_view from, std::size_t count,
                                            std::size_t bytes_max) const override {
    return store_.records(table, from, count, bytes_max);
  }
  Status settle() override { return store_.settle(); }

 private:
  Store& store_;
};

TEST_CASE("tiles are the definition's at every edge, across restarts", "[ledger]") {
  GrowingLedger ledger;
  for (const std::uint64_t size : edge_sizes) {
    INFO("size " << size);
    ledger.restart();
    ledger.grow_to(size);
    ledger.check_tiles();
    REQUIRE(ledger.appender().checkpoint().size == size);
    REQUIRE(ledger.appender().checkpoint().root ==
            reference_root(ledger.hasher, ledger.first(size)));
  }
}

TEST_CASE("tiles do not depend on how entries were grouped, nor on restarts", "[ledger]") {
  std::mt19937_64 random(GENERATE(1, 2, 3, 4, 5));
  GrowingLedger ledger;
  ledger.restart();
  for (int step = 0; step < 40; ++step) {
    ledger.commit(1 + random() % (random() % 2 == 0 ? 3 : 700));
    if (random() % 3 == 0) ledger.restart();
    ledger.check_tiles();
  }
}

TEST_CASE("a group says of tiles only what it changed", "[ledger]") {
  GrowingLedger ledger;
  ledger.restart();
  ledger.grow_to(512);
  const auto keys_of = [&](std::uint64_t count) {
    Group group;
    group.first = Seq{ledger.leaves.size()};
    for (std::uint64_t i = 0; i < count; ++i) group.entries.push_back("x");
    ledger.appender().seal(group);
    std::vector<Key> keys;
    for (const Change& change : group.identities) keys.push_back(change.key);
    return keys;
  };
  SECTION("nothing, where none is filled") { CHECK(keys_of(255).empty()); }
  SECTION("the tile and the row above, where one is") {
    CHECK(keys_of(256) == std::vector<Key>{tile_key({0, 2}), tile_key({1, 0})});
  }
  SECTION("each once, where more are") {
    CHECK(keys_of(1000) ==
          std::vector<Key>{tile_key({0, 2}), tile_key({0, 3}), tile_key({0, 4}), tile_key({1, 0})});
  }
}

TEST_CASE("a ledger of an earlier Tact gets its tiles at the start", "[ledger]") {
  GrowingLedger ledger;
  const std::uint64_t size = GENERATE(as<std::uint64_t>(), 1, 255, 256, 257, 1000, 65'536, 70'001);
  ledger.commit_without_tiles(size);
  REQUIRE_FALSE(ledger.record({0, 0}).has_value());
  ledger.restart();
  ledger.check_tiles();
  ledger.commit(300);
  ledger.check_tiles();
}

TEST_CASE("what an earlier Tact appended in between is made up for", "[ledger]") {
  GrowingLedger ledger;
  for (const std::uint64_t count : {100, 156, 1, 255, 3000, 62'000, 700}) {
    ledger.restart();
    ledger.commit(count);
    ledger.check_tiles();
    ledger.commit_without_tiles(count / 2 + 1);
  }
  ledger.restart();
  ledger.check_tiles();
}

TEST_CASE("a backfill that was cut short goes on where it was", "[ledger]") {
  GrowingLedger ledger;
  ledger.commit_without_tiles(140'000);
  FailingStore failing(ledger.store);
  failing.fails_at = 2;
  const auto opened = Appender::open(failing, "example.com/log");
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().message == "the disk is gone");
  CHECK(ledger.record({0, 255}).has_value());
  CHECK_FALSE(ledger.record({0, 256}).has_value());
  CHECK(ledger.record({2, 0}).has_value());

  FailingStore whole(ledger.store);
  REQUIRE(Appender::open(whole, "example.com/log").ok());
  CHECK(whole.commits == 2);  // Three would be all of it.
  ledger.check_tiles();
  REQUIRE(Appender::open(whole, "example.com/log").ok());
  CHECK(whole.commits == 2);
}

TEST_CASE("a start notices a tile that was altered or lost at the edge", "[ledger]") {
  GrowingLedger ledger;
  ledger.restart();
  ledger.grow_to(1000);
  std::string row = *ledger.record({1, 0});
  SECTION("altered") { row[40] = static_cast<char>(row[40] ^ 1); }
  SECTION("cut short") { row.resize(64); }
  SECTION("not hashes") { row.pop_back(); }
  SECTION("gone") { row.clear(); }
  Group group;
  group.identities.push_back({tile_key({1, 0}), row});
  const Status committed = ledger.store.commit(std::move(group));
  REQUIRE(committed.ok());
  const auto opened = Appender::open(ledger.store, "example.com/log");
  REQUIRE_FALSE(opened.ok());
  CHECK_THAT(opened.error().message, Contains("restore the data directory from a backup"));
}

TEST_CASE("a start notices a last entry that was altered", "[ledger]") {
  GrowingLedger ledger;
  ledger.restart();
  ledger.grow_to(300);
  MemStore other;
  Group group;
  for (std::uint64_t seq = 0; seq < 300; ++seq) group.entries.push_back(entry_text(seq));
  group.entries[299] += '!';
  group.frontier = ledger.store.frontier();
  const Status committed = other.commit(std::move(group));
  REQUIRE(committed.ok());
  const auto opened = Appender::open(other, "example.com/log");
  REQUIRE_FALSE(opened.ok());
  CHECK_THAT(opened.error().message, Contains("altered"));
}

}  // namespace
}  // namespace tact::test
