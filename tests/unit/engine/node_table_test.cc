// A table of records behaves as std::unordered_map does, whatever the hashes are.
#include "engine/node_table.h"

#include <cstdint>
#include <random>
#include <string>
#include <unordered_map>

#include <catch2/catch.hpp>

namespace tact {
namespace {

struct Node {
  std::string id;
  std::uint64_t value = 0;
};

// Few values: many ids share one, and their places run into each other.
struct PoorHash {
  std::size_t operator()(const std::string& id) const { return id.size() % 3; }
};

template <class Hash>
void live(std::uint64_t seed) {
  NodeTable<std::string, Node, Hash> table;
  std::unordered_map<std::string, Node*> model;
  std::mt19937_64 dice(seed);
  for (int step = 0; step < 4'000; ++step) {
    const std::string id(1 + dice() % 40, static_cast<char>('a' + dice() % 8));
    Node* const found = table.find(id);
    const auto known = model.find(id);
    REQUIRE(found == (known == model.end() ? nullptr : known->second));
    if (found == nullptr) {
      Node& made = table.add({id, dice()});
      REQUIRE(made.id == id);
      model[id] = &made;
    }
    if (dice() % 200 == 0) {
      table.erase_if([](const Node& node) { return node.value % 3 == 0; });
      std::erase_if(model, [&](const auto& one) { return table.find(one.first) == nullptr; });
      for (const auto& [name, node] : model) REQUIRE(node->value % 3 != 0);
    }
    REQUIRE(table.size() == model.size());
  }
  for (const auto& [id, node] : model) REQUIRE(table.find(id) == node);
}

}  // namespace

TEST_CASE("records are found until they are erased, and stay where they are", "[engine]") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    live<std::hash<std::string>>(seed);
    live<PoorHash>(seed);
  }
}

// As a cache does: a few are erased, then as many come. Erased from the front each time, the first
// places would be empty and the others full.
TEST_CASE("what is erased a few at a time comes from everywhere", "[engine]") {
  NodeTable<std::string, Node, std::hash<std::string>> table;
  std::uint64_t next = 0;
  const auto add = [&] {
    table.add({std::to_string(next), next});
    ++next;
  };
  while (next < 1'000) add();
  for (int turn = 0; turn < 100; ++turn) {
    std::size_t left = 100;
    table.erase_if([&](const Node&) { return left > 0 && left-- > 0; });
    REQUIRE(table.size() == 900);
    for (int i = 0; i < 100; ++i) add();
  }
  // 11,000 came and each turn of the table takes ten erasings: none has outlived many turns.
  for (std::uint64_t old = 0; old < 7'000; ++old) {
    CHECK(table.find(std::to_string(old)) == nullptr);
  }
}

}  // namespace tact
