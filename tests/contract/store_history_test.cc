// Random histories: every store answers as a map would that does one thing at a time.
#include <map>
#include <random>
#include <set>

#include "contract/stores.h"

namespace tact {
namespace {

struct Model {
  std::vector<std::string> entries;
  std::map<Key, std::string> records;
  std::map<std::string, std::set<std::uint64_t>> postings;

  void apply(const Group& group) {
    entries.insert(entries.end(), group.entries.begin(), group.entries.end());
    for (const auto* changes : {&group.identities, &group.states}) {
      for (const Change& change : *changes) {
        records[change.key] = change.value;
        if (change.value.empty()) records.erase(change.key);
      }
    }
    for (const Posting& posting : group.postings) postings[posting.term].insert(posting.seq.value);
  }

  Values load(const std::vector<Key>& keys) const {
    Values values;
    for (const Key& key : keys) {
      const auto found = records.find(key);
      values.push_back(found == records.end() ? std::nullopt : std::optional(found->second));
    }
    return values;
  }

  std::vector<StoredRecord> walk(Table table, const std::string& from, std::size_t count) const {
    std::vector<StoredRecord> found;
    for (const auto& [key, value] : records) {
      if (key.table == table && key.id >= from && found.size() < count) {
        found.push_back({key.id, value});
      }
    }
    return found;
  }

  std::vector<std::uint64_t> find(const std::string& term, std::uint64_t from, Order order,
                                  std::size_t count) const {
    std::vector<std::uint64_t> found;
    const auto list = postings.find(term);
    if (list == postings.end()) return found;
    for (const std::uint64_t seq : list->second) {
      if (order == Order::oldest_first ? seq >= from : seq <= from) found.push_back(seq);
    }
    if (order == Order::newest_first) std::reverse(found.begin(), found.end());
    if (found.size() > count) found.resize(count);
    return found;
  }
};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  std::string text(std::uint64_t bytes_max) {
    std::string text(below(bytes_max + 1), '\0');
    for (char& byte : text) byte = static_cast<char>(below(256));
    return text;
  }
  // Few, so that they meet again.
  std::string id() { return "id" + std::to_string(below(12)); }
  std::string term() { return std::string(1 + below(3), static_cast<char>('a' + below(2))); }
  Key identity() { return {static_cast<Table>(1 + below(5)), id()}; }
  Key state() { return {static_cast<Table>(16 + below(5)), id()}; }

  Group group(const Store& store) {
    std::vector<std::string> bodies(below(4));
    for (std::string& body : bodies) body = text(40);
    Group group = group_for(store, std::move(bodies));
    for (auto i = below(4); i > 0; --i) group.identities.push_back({identity(), text(20)});
    for (auto i = below(6); i > 0; --i) group.states.push_back({state(), text(60)});
    for (std::uint64_t i = 0; i < group.entries.size(); ++i) {
      const Seq seq{group.first.value + i};
      for (auto n = below(3); n > 0; --n) group.postings.push_back({term(), seq});
    }
    // Recovery tells again what may be known.
    if (group.entries.empty() && group.first.value > 0) {
      group.postings.push_back({term(), Seq{below(group.first.value)}});
    }
    return group;
  }

 private:
  std::mt19937_64 random_;
};

void check_some(const Store& store, const Model& model, Dice& dice) {
  const std::vector<Key> keys{dice.identity(), dice.state(), dice.state(), dice.identity()};
  CHECK(load(store, keys) == model.load(keys));
  const Key walked = dice.below(2) == 0 ? dice.identity() : dice.state();
  const std::string id = dice.below(3) == 0 ? "" : walked.id;
  const std::size_t records_max = 1 + dice.below(5);
  // A page may be short, but not empty before the end.
  std::vector<StoredRecord> expected = model.walk(walked.table, id, records_max);
  const std::vector<StoredRecord> page = records(store, walked.table, id, records_max);
  CHECK(page.empty() == expected.empty());
  expected.resize(std::min(page.size(), expected.size()));
  CHECK(page == expected);
  const std::string term = dice.term();
  const Order order = dice.below(2) == 0 ? Order::oldest_first : Order::newest_first;
  const std::uint64_t from = dice.below(model.entries.size() + 2);
  const std::size_t count = dice.below(8);
  CHECK(postings(store, term, Seq{from}, order, count) == model.find(term, from, order, count));
  const std::size_t begin = std::min(from, model.entries.size());
  const std::size_t end = std::min(begin + count, model.entries.size());
  CHECK(entries(store, from, count) ==
        std::vector(model.entries.begin() + static_cast<std::ptrdiff_t>(begin),
                    model.entries.begin() + static_cast<std::ptrdiff_t>(end)));
  CHECK(store.size() == Seq{model.entries.size()});
}

TEMPLATE_TEST_CASE("a store answers as a map would, whatever its history", "[store]", InMemory,
                   RocksInOverlay, RocksInDatabase, RocksInFiles) {
  const auto seed = GENERATE(range(1, 9));
  INFO("seed " << seed);
  TestType kind;
  Model model;
  Dice dice(static_cast<std::uint64_t>(seed));
  for (int step = 0; step < 120; ++step) {
    Group group = dice.group(*kind.store);
    model.apply(group);
    commit(*kind.store, std::move(group));
    if (dice.below(15) == 0) settle(*kind.store);
    check_some(*kind.store, model, dice);
  }
}

TEST_CASE("a store on disk goes on where it was closed", "[store]") {
  const auto seed = GENERATE(range(101, 106));
  INFO("seed " << seed);
  const TempDir directory;
  Model model;
  Dice dice(static_cast<std::uint64_t>(seed));
  for (int life = 0; life < 6; ++life) {
    RocksOptions options = small_options(directory.path());
    if (dice.below(2) == 0) options.write_behind_bytes_max = 4096;
    const auto store = open_rocks(options);
    CHECK(store->settled_before() == store->size());
    for (int step = 0; step < 25; ++step) {
      check_some(*store, model, dice);
      Group group = dice.group(*store);
      model.apply(group);
      commit(*store, std::move(group));
    }
  }
}

}  // namespace
}  // namespace tact
