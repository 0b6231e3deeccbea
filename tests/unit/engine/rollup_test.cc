// The rollups of a daemon that stops, is killed and starts again.
#include <map>
#include <random>

#include <catch2/catch.hpp>

#include "engine/decider.h"
#include "ledger/stats_query.h"
#include "store/mem_store.h"
#include "store/rocks_store.h"
#include "support/crash_fs.h"
#include "support/decider_desk.h"
#include "support/temp_dir.h"

namespace tact::test {
namespace {

using Rows = std::map<Stats::Key, StatsCount>;

// What count_log() says, and what every entry says.
void check_counts(const Store& store) {
  std::vector<Entry> entries;
  while (entries.size() < store.size().value) {
    const auto lines = store.entries(Seq{entries.size()}, 1'000);
    REQUIRE(lines.ok());
    for (const std::string& line : *lines) entries.push_back(*parse_entry(line));
  }
  for (const StatsBy by : {StatsBy::hour, StatsBy::day}) {
    for (std::size_t group = 0; group < stats_groups; ++group) {
      StatsQuestion question;
      question.by = by;
      question.group = static_cast<StatsGroup>(group);
      Stats counted(by, question.group);
      const auto next = count_log(store, question, counted);
      REQUIRE(next.ok());
      REQUIRE_FALSE(next->has_value());
      Stats scanned(by, question.group);
      for (const Entry& entry : entries) scanned.add(entry);
      scanned.close();
      REQUIRE(counted.rows() == scanned.rows());
      REQUIRE(counted.totals() == scanned.totals());
    }
  }
}

class Daemon {
 public:
  Daemon(Store& store, std::uint64_t seed) : decider_(store, randomness_, {}), dice_(seed) {
    REQUIRE(decider_.recover().ok());
    if (decider_.recorded_policy()) {
      decider_.resume(policy_);
    } else {
      decider_.handle({Activate{policy_}, "officer"}, now_);
    }
  }

  // Decides a while, in groups of any size. False where the power went.
  bool live(Store& store, std::size_t groups, Instant& now) {
    now_ = now;
    for (std::size_t i = 0; i < groups; ++i) {
      for (std::uint64_t one = 0; one <= dice_() % 300; ++one) ask();
      Group group = decider_.take_group();
      if (!group.entries.empty()) group.frontier = "frontier";
      if (!store.commit(std::move(group)).ok()) return false;
    }
    now = now_;
    return true;
  }

 private:
  void ask() {
    now_ += std::chrono::seconds(dice_() % (dice_() % 50 == 0 ? 20'000 : 20));
    Request request = sms_to("c" + std::to_string(dice_() % 40));
    request.fields.campaign = dice_() % 2 ? "c-" + std::to_string(dice_() % 9) : "";
    decider_.handle({Ask{request}, "sender"}, now_);
  }

  std::shared_ptr<const Policy> policy_ = capped_policy(2, std::chrono::hours(24));
  SeededRandomness randomness_;
  Decider decider_;
  std::mt19937_64 dice_;
  Instant now_ = test::at("2026-11-24T12:00:00Z");
};

}  // namespace

TEST_CASE("after a restart rollups count on", "[engine][rollup]") {
  MemStore store;
  Instant now = test::at("2026-11-24T12:00:00Z");
  for (std::uint64_t life = 0; life < 4; ++life) {
    Daemon daemon(store, life);
    REQUIRE(daemon.live(store, 15, now));
    check_counts(store);
  }
}

TEST_CASE("a power cut makes no decision count twice, or not at all", "[engine][rollup][crash]") {
  const auto seed = GENERATE(range<std::uint64_t>(1, 9));
  CAPTURE(seed);
  std::mt19937_64 dice(seed);
  const TempDir directory;
  const auto disk = std::make_shared<CrashFs>();
  const auto env = make_crash_env(disk);
  RocksOptions options;
  options.path = directory.path() + "/store";
  options.env = env.get();
  options.write_behind_bytes_max = std::size_t{64} << 10;
  options.unsettled_entries_max = 1'000;
  Instant now = test::at("2026-11-24T12:00:00Z");
  for (int life = 0; life < 5; ++life) {
    auto store = RocksStore::open(options);
    REQUIRE(store.ok());
    {
      Daemon daemon(**store, dice());
      check_counts(**store);
      if (life > 0) disk->cut_after(dice() % 200);
      if (daemon.live(**store, 20, now)) check_counts(**store);
    }
    disk->cut();
    store->reset();
    disk->restore(dice() % 3);
    now += std::chrono::minutes(dice() % 90);
  }
}

}  // namespace tact::test
