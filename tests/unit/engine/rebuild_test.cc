// States are what the ledger folds to, byte for byte, whatever has happened; and where they are
// not, it is found.
#include "engine/rebuild.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include <catch2/catch.hpp>

#include "ledger/terms.h"
#include "store/mem_store.h"
#include "unit/engine/long_run.h"

namespace tact::test {
namespace {

const RebuildWatch nobody_watches = [](Seq) {};

StateComparison compare_with_rebuild(const Store& live) {
  MemStore fresh;
  const Status built = rebuild(live, fresh, RebuildKind::states_only, nobody_watches);
  if (!built) FAIL(built.error().message);
  auto comparison = compare_states(live, fresh, 100);
  if (!comparison) FAIL(comparison.error().message);
  return *std::move(comparison);
}

void check_is_fold(const Store& live) {
  const StateComparison comparison = compare_with_rebuild(live);
  for (const Difference& one : comparison.first) {
    UNSCOPED_INFO(name_of(one.key.table)
                  << " of " << owner_of(live, one.key)->name << ": " << static_cast<int>(one.kind));
  }
  CHECK(comparison.is_equal());
  CHECK(comparison.records > 20);
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// TACT_SEEDS says how many lives; TACT_SEED=N looks at that one alone.
template <class Live>
void for_each_seed(std::uint64_t count, Live live) {
  const std::uint64_t only = number_from("TACT_SEED", 0);
  const std::uint64_t last = only > 0 ? only : number_from("TACT_SEEDS", count);
  for (std::uint64_t seed = std::max<std::uint64_t>(only, 1); seed <= last; ++seed) {
    INFO("seed " << seed);
    live(seed);
  }
}

TEST_CASE("a store in memory is what its ledger folds to, after a long life", "[rebuild]") {
  std::map<std::string, int> types;
  for_each_seed(12, [&](std::uint64_t seed) {
    LongRun run(memory_home(), seed);
    for (int part = 0; part < 4; ++part) {
      run.live(400);
      check_is_fold(run.store());
    }
    for (const auto& [type, count] : run.types()) types[type] += count;
  });
  // A life in which something never happens would prove little of it.
  for (const char* type :
       {"decision", "outcome", "consent", "listing", "list", "customer", "activity", "contact",
        "hold", "proposal", "approval", "policy", "obligation", "start"}) {
    CAPTURE(type);
    CHECK(types[type] > 10);
  }
}

TEST_CASE("a store on disk is what its ledger folds to, after crashes and restarts", "[rebuild]") {
  for_each_seed(8, [](std::uint64_t seed) {
    LongRun run(disk_home(seed), seed + 100);
    for (int part = 0; part < 4; ++part) {
      run.live(300);
      check_is_fold(run.store());
    }
  });
}

void check_rebuilds_whole(const Store& live) {
  MemStore whole;
  const Status built = rebuild(live, whole, RebuildKind::whole, nobody_watches);
  if (!built) FAIL(built.error().message);
  CHECK(whole.frontier() == live.frontier());
  CHECK(whole.entries(Seq{}, 1'000'000, 1 << 30).value() ==
        live.entries(Seq{}, 1'000'000, 1 << 30).value());
  const Status intact = check_entries(live, nobody_watches);
  CHECK(intact.ok());
}

TEST_CASE("what retention dropped is missed by no fold, and what remains is as it was",
          "[rebuild]") {
  std::uint64_t dropped = 0;
  int times = 0;
  const auto live = [&](LongRun& run, int parts, int steps) {
    for (int part = 0; part < parts; ++part) {
      run.live(steps);
      const std::uint64_t gone = run.retain();
      dropped += gone;
      times += gone > 0 ? 1 : 0;
      check_is_fold(run.store());
    }
    check_rebuilds_whole(run.store());
  };
  LongRun in_memory(memory_home(), 201);
  live(in_memory, 6, 3'500);
  LongRun on_disk(disk_home(2), 202);
  live(on_disk, 1, 4'500);
  CHECK(times >= 3);
  CHECK(dropped > 3'000);
}

// A record of each table of states that holds any.
std::vector<std::pair<Key, std::string>> one_of_each_table(const Store& store) {
  std::vector<std::pair<Key, std::string>> found;
  for (int table = 16; table < 32; ++table) {
    const auto page = store.records(static_cast<Table>(table), "", 100);
    REQUIRE(page.ok());
    if (page->empty()) continue;
    const StoredRecord& record = (*page)[page->size() / 2];
    found.push_back({{static_cast<Table>(table), record.id}, record.value});
  }
  return found;
}

void put_state(Store& store, const Key& key, std::string value) {
  Group group;
  group.first = store.size();
  group.states = {{key, std::move(value)}};
  const Status committed = store.commit(std::move(group));
  REQUIRE(committed.ok());
}

TEST_CASE("a state that the ledger does not say is found, whichever it is", "[rebuild]") {
  LongRun run(GENERATE(false, true) ? disk_home(1) : memory_home(), 7);
  run.live(600);
  Store& store = run.store();
  const auto victims = one_of_each_table(store);
  CHECK(victims.size() == 10);
  for (const auto& [key, value] : victims) {
    CAPTURE(std::string(name_of(key.table)));
    for (const std::size_t at : {std::size_t{0}, value.size() / 2, value.size() - 1}) {
      std::string flipped = value;
      flipped[at] = static_cast<char>(flipped[at] ^ 1);
      put_state(store, key, flipped);
      CHECK(compare_with_rebuild(store).first ==
            std::vector<Difference>{{key, DifferenceKind::different}});
    }
    put_state(store, key, "");
    CHECK(compare_with_rebuild(store).first ==
          std::vector<Difference>{{key, DifferenceKind::missing}});
    put_state(store, key, value);
    const Key stranger{key.table, key.id + "x"};
    put_state(store, stranger, value);
    const StateComparison comparison = compare_with_rebuild(store);
    CHECK(comparison.first == std::vector<Difference>{{stranger, DifferenceKind::unfounded}});
    CHECK(comparison.different == 1);
    put_state(store, stranger, "");
  }
  CHECK(compare_with_rebuild(store).is_equal());
}

TEST_CASE("whose a state is, is told by name where one is known", "[rebuild]") {
  LongRun run(memory_home(), 3);
  run.live(300);
  std::map<std::string, int> kinds;
  for (int table = 16; table < 32; ++table) {
    const auto page = run.store().records(static_cast<Table>(table), "", 1'000);
    REQUIRE(page.ok());
    for (const StoredRecord& record : *page) {
      const auto owner = owner_of(run.store(), {static_cast<Table>(table), record.id});
      REQUIRE(owner.ok());
      ++kinds[std::string(owner->kind)];
      if (owner->kind == "customer") CHECK(owner->name.front() == 'c');
      if (owner->kind == "address") CHECK(owner->name.find("@example.org") != std::string::npos);
      if (owner->kind == "hour") CHECK(owner->name.ends_with(":00:00.000Z"));
    }
  }
  for (const char* kind : {"customer", "address", "household", "request", "hour", ""}) {
    CAPTURE(kind);
    CHECK(kinds[kind] > 0);
  }
  CHECK(kinds["pseudonym"] == 0);
}

TEST_CASE("a whole rebuild is a store of its own", "[rebuild]") {
  LongRun run(disk_home(2), 11);
  run.live(500);
  const Store& live = run.store();
  MemStore fresh;
  Seq told;
  const Status built = rebuild(live, fresh, RebuildKind::whole, [&](Seq done) { told = done; });
  REQUIRE(built.ok());
  CHECK(told == live.size());
  CHECK(fresh.size() == live.size());
  CHECK(fresh.frontier() == live.frontier());
  CHECK(check_entries(fresh, nobody_watches).ok());
  CHECK(fresh.entries(Seq{}, 10'000, 1 << 30).value() ==
        live.entries(Seq{}, 10'000, 1 << 30).value());
  for (int table = 1; table < 32; ++table) {
    const auto kept = static_cast<Table>(table);
    CHECK(fresh.records(kept, "", 10'000).value() == live.records(kept, "", 10'000).value());
  }
  for (const std::string& term :
       {type_term("policy"), type_term("obligation"), outcome_term(Outcome::allow)}) {
    CHECK_FALSE(live.postings(term, Seq{}, Order::oldest_first, 1).value().empty());
    CHECK(fresh.postings(term, Seq{}, Order::oldest_first, 10'000).value() ==
          live.postings(term, Seq{}, Order::oldest_first, 10'000).value());
  }
}

TEST_CASE("entries that are not those of the frontier are not folded", "[rebuild]") {
  LongRun run(memory_home(), 5);
  run.live(100);
  const Store& live = run.store();
  CHECK(check_entries(live, nobody_watches).ok());
  CHECK(check_entries(MemStore(), nobody_watches).ok());
  auto lines = live.entries(Seq{}, 10'000, 1 << 30).value();
  const std::size_t victim = lines.size() / 2;
  lines[victim].back() = lines[victim].back() == '}' ? ']' : '}';
  MemStore altered;
  Group group;
  group.entries = lines;
  group.frontier = live.frontier();
  REQUIRE(altered.commit(group).ok());
  CHECK_FALSE(check_entries(altered, nobody_watches).ok());
}

}  // namespace
}  // namespace tact::test
