// What a power cut, a broken disk or a full one leaves of a store: all that was committed.
#include <chrono>
#include <random>
#include <thread>

#include "contract/machine.h"
#include "contract/stores.h"

namespace tact {
namespace {

TEST_CASE("after a power cut every committed group is there, states are as last settled",
          "[store][crash]") {
  Machine machine;
  machine.commit_entries(3);
  settle(machine.store());
  machine.commit_entries(2);
  machine.commit_entries(4);
  machine.cut_power();
  machine.boot();

  machine.check_ledger(9);
  CHECK(machine.store().settled_before() == Seq{3});
  CHECK(machine.value(Machine::state()) == "3");
  CHECK(machine.posted() == std::vector<std::uint64_t>{0, 1, 2});

  machine.recover();
  machine.check_recovered();
  settle(machine.store());
  CHECK(machine.store().settled_before() == Seq{9});
}

TEST_CASE("settle() is not content with a flush that began before the last commit",
          "[store][crash]") {
  Machine machine;
  machine.options().unsettled_entries_max = 1;  // Flushes go on all the time.
  for (std::uint64_t size = 8; size <= 160; size += 8) {
    machine.boot();
    machine.recover();
    for (int i = 0; i < 8; ++i) machine.commit_entries(1);
    settle(machine.store());
    machine.cut_power();
    machine.boot();
    REQUIRE(machine.store().size() == Seq{size});
    REQUIRE(machine.store().settled_before() == Seq{size});
    machine.check_recovered();
  }
}

TEST_CASE("a new store's power cut leaves a new store", "[store][crash]") {
  Machine machine;
  machine.cut_power();
  machine.boot();
  machine.check_ledger(0);
  machine.commit_entries(1);
  machine.cut_power();
  machine.boot();
  machine.check_ledger(1);
  CHECK(machine.store().settled_before() == Seq{0});
}

TEST_CASE("a power cut at any moment of making a store leaves a directory that opens",
          "[store][crash]") {
  bool was_cut = true;
  for (std::uint64_t changes = 0; was_cut; ++changes) {
    INFO("after " << changes << " changes");
    const TempDir directory;
    const auto disk = std::make_shared<CrashFs>();
    const auto env = make_crash_env(disk);
    RocksOptions options = small_options(directory.path() + "/store");
    options.env = env.get();
    disk->cut_after(changes);
    { const auto attempt = RocksStore::open(options); }
    was_cut = disk->is_cut();
    disk->cut();
    disk->restore();
    const auto store = open_rocks(options);
    append(*store, {"e0"});
    CHECK(store->size() == Seq{1});
  }
}

TEST_CASE("a power cut at any moment of a store's life takes nothing that was answered",
          "[store][crash]") {
  const auto changes = GENERATE(range<std::uint64_t>(0, 120));
  INFO("after " << changes << " changes");
  Machine machine;
  machine.options().unsettled_entries_max = 4;
  machine.boot();
  machine.disk().cut_after(changes);
  std::uint64_t answered = 0;
  while (answered < 200 && machine.try_commit(2)) answered += 2;
  machine.cut_power(changes);
  machine.boot();
  const std::uint64_t size = machine.store().size().value;
  CHECK((size == answered || size == answered + 2));
  machine.check_ledger(size);
  machine.check_settled_part();
  machine.recover();
  machine.check_recovered();
}

TEST_CASE("recovery may come in parts, each as far as its `first`", "[store][crash]") {
  Machine machine;
  machine.commit_entries(10);
  machine.cut_power();
  machine.boot();
  Group part;
  part.first = Seq{4};
  part.states = {{Machine::state(), "4"}};
  part.postings = {{"all", Seq{0}}, {"all", Seq{1}}, {"all", Seq{2}}, {"all", Seq{3}}};
  commit(machine.store(), part);
  settle(machine.store());
  CHECK(machine.store().settled_before() == Seq{4});

  SECTION("and goes on from there after another cut") {
    machine.cut_power();
    machine.boot();
    machine.check_ledger(10);
    CHECK(machine.store().settled_before() == Seq{4});
    CHECK(machine.value(Machine::state()) == "4");
    machine.recover();
    settle(machine.store());
    CHECK(machine.store().settled_before() == Seq{10});
  }
  SECTION("entries after ones that nobody folded do not hide those") {
    machine.commit_entries(2);
    settle(machine.store());
    CHECK(machine.store().settled_before() == Seq{4});
  }
}

TEST_CASE("random lives and deaths leave no hole", "[store][crash]") {
  const auto seed = GENERATE(range(1, 21));
  INFO("seed " << seed);
  std::mt19937_64 random(static_cast<std::uint64_t>(seed));
  Machine machine;
  std::uint64_t size = 0;
  for (int life = 0; life < 4; ++life) {
    machine.options().write_behind_bytes_max = random() % 2 == 0 ? 1 : 64 << 10;
    machine.options().unsettled_entries_max = 1 + random() % 40;
    machine.cut_power(random());
    machine.boot();
    machine.check_ledger(size);
    machine.check_settled_part();
    machine.recover();
    for (auto groups = random() % 15; groups > 0; --groups) {
      const std::uint64_t count = 1 + random() % 9;
      machine.commit_entries(count);
      size += count;
    }
    machine.check_recovered();
  }
}

TEST_CASE("a power cut in the midst of commits takes none that was answered", "[store][crash]") {
  const auto seed = GENERATE(range(1, 6));
  INFO("seed " << seed);
  Machine machine;
  machine.options().write_behind_bytes_max = GENERATE(std::size_t{1}, std::size_t{64} << 10);
  machine.options().unsettled_entries_max = 8;
  machine.boot();
  std::thread outage([&] {
    while (machine.store().size().value < 20 * static_cast<std::uint64_t>(seed)) {
      std::this_thread::yield();
    }
    machine.disk().cut();
  });
  std::uint64_t answered = 0;
  while (machine.try_commit(3)) answered += 3;
  outage.join();
  machine.cut_power(static_cast<std::uint64_t>(seed));
  machine.boot();

  // The group in flight may be there or not, but whole.
  const std::uint64_t size = machine.store().size().value;
  CHECK((size == answered || size == answered + 3));
  machine.check_ledger(size);
  machine.check_settled_part();
}

TEST_CASE("after a failed sync nothing is taken, until a start finds out", "[store][crash]") {
  Machine machine;
  machine.commit_entries(2);
  machine.disk().break_files(".log");
  const Status failed = machine.try_commit(1);
  REQUIRE(!failed);
  CHECK_THAT(failed.error().message, Catch::Contains("the disk is broken"));
  machine.disk().break_files("");

  const Status later = machine.try_commit(1);
  REQUIRE(!later);
  CHECK_THAT(later.error().message,
             Catch::Contains("takes nothing more") && Catch::Contains("the disk is broken"));
  CHECK(!machine.store().settle());
  CHECK(machine.store().size() == Seq{2});
  CHECK(machine.posted() == std::vector<std::uint64_t>{0, 1});

  machine.boot();
  const std::uint64_t size = machine.store().size().value;
  CHECK((size == 2 || size == 3));
  machine.check_ledger(size);
  machine.recover();
  machine.commit_entries(1);
  machine.check_ledger(size + 1);
}

TEST_CASE("a failed flush of states in the background ends commits too", "[store][crash]") {
  Machine machine;
  machine.commit_entries(2);
  machine.disk().break_files(".sst");
  CHECK(!machine.store().settle());
  machine.disk().break_files("");
  const Status status = machine.try_commit(1);
  REQUIRE(!status);
  CHECK_THAT(status.error().message, Catch::Contains("the disk is broken"));

  machine.boot();
  machine.check_ledger(2);
  machine.recover();
  machine.check_recovered();
}

TEST_CASE("the tail that a crash leaves to fold is bounded", "[store][crash]") {
  Machine machine;
  SECTION("by entries") {
    machine.options().unsettled_entries_max = 10;
    machine.boot();
    machine.commit_entries(10);
    while (machine.store().settled_before() < Seq{10}) std::this_thread::yield();
    machine.commit_entries(9);
    CHECK(machine.store().settled_before() == Seq{10});
  }
  SECTION("by time") {
    machine.options().unsettled_time_max = std::chrono::milliseconds(1);
    machine.boot();
    machine.commit_entries(1);
    while (machine.store().settled_before() < Seq{1}) std::this_thread::yield();
  }
  machine.cut_power();
  machine.boot();
  CHECK(machine.store().settled_before() >= Seq{1});
}

}  // namespace
}  // namespace tact
