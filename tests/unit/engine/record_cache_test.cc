#include "engine/record_cache.h"

#include <catch2/catch.hpp>

#include "store/mem_store.h"

namespace tact::test {
namespace {

constexpr std::size_t budget = std::size_t{1} << 20;

SubjectId subject(std::size_t number) {
  SubjectId id;
  for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return id;
}

// A cache over a store, group by group.
class Cached {
 public:
  // A group that gives each of these customers one contact more.
  void contact(std::size_t first, std::size_t count) {
    Group group;
    group.first = store_.size();
    for (std::size_t number = first; number < first + count; ++number) {
      SubjectState& state = cache_.subject(subject(number));
      state.contacts.push_back({Seq{state.contacts.size()}, {}, {}, {}, ContactStatus::sent});
      group.entries.push_back("entry");
    }
    group.frontier = "frontier";
    const Seq end{group.first.value + count};
    cache_.take_changes(end, group.identities, group.states);
    REQUIRE(store_.commit(std::move(group)).ok());
  }
  void evict() { cache_.evict(budget, store_.size()); }
  RecordCache& cache() { return cache_; }

 private:
  MemStore store_;
  RecordCache cache_{store_};
};

}  // namespace

TEST_CASE("the memory that records take follows the budget", "[cache]") {
  Cached cached;
  std::size_t most = 0;
  for (std::size_t group = 0; group < 100; ++group) {
    cached.contact(group * 200, 200);
    cached.evict();
    most = std::max(most, cached.cache().bytes());
  }
  // What one group uses is looked at again only when the next one is evicted.
  CHECK(most < budget * 5 / 4);
  CHECK(most > budget / 2);
  CHECK(cached.cache().subjects_held() < 20'000);
}

TEST_CASE("what was forgotten is read again as it was", "[cache]") {
  Cached cached;
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t group = 0; group < 40; ++group) {
      cached.contact(group * 200, 200);
      cached.evict();
    }
  }
  CHECK(cached.cache().subjects_held() < 8'000);
  for (std::size_t number = 0; number < 8'000; ++number) {
    const SubjectState* state = cached.cache().find_subject(subject(number));
    REQUIRE(state != nullptr);
    REQUIRE(state->contacts.size() == 3);
  }
}

TEST_CASE("what the store does not hold yet is not forgotten", "[cache]") {
  Cached cached;
  cached.contact(0, 8'000);
  const std::size_t held = cached.cache().bytes();
  REQUIRE(held > budget);
  for (int i = 0; i < 3; ++i) cached.cache().evict(budget, Seq{0});
  CHECK(cached.cache().bytes() == held);
}

TEST_CASE("within the budget nothing is forgotten", "[cache]") {
  Cached cached;
  cached.contact(0, 100);
  for (int i = 0; i < 3; ++i) cached.evict();
  CHECK(cached.cache().subjects_held() == 100);
}

}  // namespace tact::test
