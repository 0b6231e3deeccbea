#include "core/merkle/tile.h"

#include <limits>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "support/merkle_reference.h"

namespace tact::test {
namespace {

constexpr std::uint64_t number_max = std::numeric_limits<std::uint64_t>::max();

TEST_CASE("paths of tiles are those of the specification", "[merkle]") {
  struct Row {
    std::string text;
    TilePath path;
  };
  const std::vector<Row> rows = {
      {"0/000", {0, 0}},
      {"0/x001/x234/067", {0, 1234067}},  // The specification's own example.
      {"0/x273/112", {0, 273112}},
      {"1/000.p/17", {1, 0, 17}},
      {"63/999.p/255", {63, 999, 255}},
      {"2/x001/000.p/1", {2, 1000, 1}},
      {"entries/000", {std::nullopt, 0}},
      {"entries/x001/000.p/255", {std::nullopt, 1000, 255}},
      {"0/x018/x446/x744/x073/x709/x551/615", {0, number_max}},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(format_tile_path(row.path) == row.text);
    const auto parsed = parse_tile_path(row.text);
    REQUIRE(parsed.has_value());
    CHECK(*parsed == row.path);
  }
}

TEST_CASE("a path that is spelled in any other way names nothing", "[merkle]") {
  for (const char* text : {"",
                           "0",
                           "0/",
                           "/000",
                           "0/0",
                           "0/00",
                           "0/0000",
                           "0/x000/001",
                           "0/001/002",
                           "0/x001",
                           "0/x001/",
                           "0/x001/x002",
                           "0/X001/002",
                           "0/x01/002",
                           "0/-01",
                           "0/+01",
                           "00/000",
                           "01/000",
                           "64/000",
                           "-1/000",
                           "x/000",
                           "entry/000",
                           "Entries/000",
                           "0/000.p",
                           "0/000.p/",
                           "0/000.p/0",
                           "0/000.p/01",
                           "0/000.p/256",
                           "0/000.p/1/",
                           "0/000.p/1.p/1",
                           "0/000/",
                           "0/000 ",
                           "0//000",
                           "0/x018/x446/x744/x073/x709/x551/616",
                           "0/x100/x018/x446/x744/x073/x709/x551/615"}) {
    INFO(text);
    CHECK_FALSE(parse_tile_path(text).has_value());
  }
}

TEST_CASE("a tree of 70,000 has the tiles that the specification counts", "[merkle]") {
  CHECK(width_of({0, 272}, 70'000) == 256);
  CHECK(width_of({0, 273}, 70'000) == 112);
  CHECK(width_of({0, 274}, 70'000) == 0);
  CHECK(width_of({1, 0}, 70'000) == 256);
  CHECK(width_of({1, 1}, 70'000) == 17);
  CHECK(width_of({2, 0}, 70'000) == 1);
  CHECK(width_of({3, 0}, 70'000) == 0);
  CHECK(width_of({0, 0}, 256) == 256);
  CHECK(width_of({1, 0}, 256) == 1);
  CHECK(width_of({0, 1}, 256) == 0);
  CHECK(width_of({0, number_max}, number_max) == 0);
  CHECK(width_of({7, 0}, number_max) == 255);
  CHECK(width_of({8, 0}, number_max) == 0);
  CHECK(width_of({63, 0}, number_max) == 0);
}

TEST_CASE("each node is the root of the part of a tile that holds its leaves", "[merkle]") {
  for (unsigned level = 0; level < 20; ++level) {
    for (const std::uint64_t index : {0, 1, 2, 127, 128, 255, 256, 100'000}) {
      const TilePart part = part_of({level, index});
      const std::uint64_t leaves_per_hash = std::uint64_t{1} << (8 * part.tile.level);
      const std::uint64_t first = (part.tile.index * 256 + part.begin) * leaves_per_hash;
      CHECK(first == index << level);
      CHECK(part.count * leaves_per_hash == std::uint64_t{1} << level);
      CHECK(part.begin + part.count <= 256);
    }
  }
}

TEST_CASE("the edge fills the tiles of the definition, at every size", "[merkle]") {
  Sha256 hasher;
  const std::vector<Hash256> leaves = made_up_leaves(hasher, 66'000);
  Frontier frontier;
  TileEdge edge;
  std::vector<TileEdge::Full> full;
  for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
    const std::size_t before = full.size();
    edge.append(hasher, frontier, leaves[size - 1], full);
    if (full.size() - before != (size % 65'536 == 0 ? 2U : size % 256 == 0 ? 1U : 0U)) {
      FAIL("the wrong number of full tiles at " << size);
    }
    for (unsigned level = 0; level < 3; ++level) {
      if (edge.hashes(level).size() != hashes_at(level, size) % 256) FAIL("at " << size);
    }
    if (size % 509 == 0 || size % 256 < 2 || size > 65'530) {
      if (!(frontier_of(hasher, edge, size) == frontier)) FAIL("frontier at " << size);
    }
  }
  CHECK(full.size() == 257 + 1);
  std::map<TileAt, std::vector<Hash256>> tiles;
  for (const TileEdge::Full& tile : full) tiles[tile.at] = tile.hashes;
  REQUIRE(tiles.size() == full.size());
  for (std::size_t n = 0; n < 257; ++n) {
    const Leaves below = Leaves(leaves).subspan(n * 256, 256);
    const std::vector<Hash256>& tile = tiles.at({0, n});
    REQUIRE(std::equal(tile.begin(), tile.end(), below.begin(), below.end()));
    const Hash256 root = reference_root(hasher, below);
    REQUIRE(subtree_root(hasher, tile) == root);
    REQUIRE((n < 256 ? tiles.at({1, 0})[n] : edge.hashes(1)[n - 256]) == root);
  }
  CHECK(edge.hashes(2)[0] == reference_root(hasher, Leaves(leaves).first(65'536)));
}

}  // namespace
}  // namespace tact::test
