#include "core/merkle/tile.h"

#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/sha256.h"
#include "core/merkle/frontier.h"
#include "core/merkle/tree_hash.h"

using namespace tact;

namespace {

constexpr std::size_t hash_bytes = 32;

std::string slice(const std::string& hashes, std::size_t first, std::size_t count) {
  return hashes.substr(first * hash_bytes, count * hash_bytes);
}

// The hashes of level 0, 1, 2 of a tree by tlog-tiles' definition: MTH(D[i·256^l : (i+1)·256^l]).
// Leaves stand for themselves.
std::vector<std::string> all_levels(Sha256& hasher, std::size_t size) {
  std::vector<std::string> levels(1);
  for (std::size_t i = 0; i < size; ++i) {
    levels[0] += bytes_of(leaf_hash(hasher, std::to_string(i)));
  }
  while (levels.back().size() >= tile_bytes) {
    const std::string below = levels.back();
    std::string level;
    for (std::size_t at = 0; at + tile_bytes <= below.size(); at += tile_bytes) {
      std::vector<Hash256> row;
      for (std::size_t i = 0; i < tile_width; ++i) {
        Hash256 hash{};
        std::copy_n(below.begin() + static_cast<std::ptrdiff_t>(at + i * hash_bytes), hash_bytes,
                    hash.begin());
        row.push_back(hash);
      }
      while (row.size() > 1) {
        std::vector<Hash256> above;
        for (std::size_t i = 0; i < row.size(); i += 2) {
          above.push_back(node_hash(hasher, row[i], row[i + 1]));
        }
        row = above;
      }
      level += bytes_of(row.front());
    }
    levels.push_back(level);
  }
  return levels;
}

}  // namespace

TEST_CASE("a tile's path is tlog-tiles'", "[merkle]") {
  struct Row {
    TilePath path;
    std::string text;
  };
  const std::vector<Row> rows = {
      {{{0, 0}, false, 256}, "0/000"},
      {{{0, 999}, false, 256}, "0/999"},
      {{{0, 1000}, false, 256}, "0/x001/000"},
      {{{0, 1234067}, false, 256}, "0/x001/x234/067"},
      {{{1, 1234067}, false, 17}, "1/x001/x234/067.p/17"},
      {{{7, 5}, false, 1}, "7/005.p/1"},
      {{{0, 273}, true, 112}, "entries/273.p/112"},
      {{{0, 18'446'744'073'709'551'615U}, true, 256}, "entries/x018/x446/x744/x073/x709/x551/615"},
  };
  for (const Row& row : rows) {
    CHECK(format_tile_path(row.path) == row.text);
    const auto read = parse_tile_path(row.text);
    REQUIRE(read.has_value());
    CHECK(*read == row.path);
  }
}

TEST_CASE("what is no tile's path is refused", "[merkle]") {
  for (const char* text : {"",
                           "0",
                           "0/",
                           "0/0",
                           "0/00",
                           "0/0000",
                           "00/000",
                           "8/000",
                           "-1/000",
                           "0/x000/001",
                           "0/1000",
                           "0/x001/000/",
                           "0/x01/000",
                           "0/000.p/",
                           "0/000.p/0",
                           "0/000.p/256",
                           "0/000.p/01",
                           "0/000.p/1/",
                           "0/000.p/1.p/1",
                           "entries",
                           "entries/",
                           "entry/000",
                           "0/ 00",
                           "0/+00",
                           "0/x018/x446/x744/x073/x709/x551/616"}) {
    INFO(text);
    CHECK_FALSE(parse_tile_path(text).has_value());
  }
}

TEST_CASE("a tile is as wide as the tree makes it", "[merkle]") {
  // tlog-tiles' own example: 70,000 entries.
  CHECK(tile_width_in({0, 272}, 70'000) == 256);
  CHECK(tile_width_in({0, 273}, 70'000) == 112);
  CHECK(tile_width_in({0, 274}, 70'000) == 0);
  CHECK(tile_width_in({1, 0}, 70'000) == 256);
  CHECK(tile_width_in({1, 1}, 70'000) == 17);
  CHECK(tile_width_in({2, 0}, 70'000) == 1);
  CHECK(tile_width_in({3, 0}, 70'000) == 0);
  CHECK(tile_width_in({0, 0}, 256) == 256);
  CHECK(tile_width_in({0, 1}, 256) == 0);
  CHECK(tile_width_in({1, 0}, 256) == 1);
  CHECK(tile_width_in({0, 0}, 0) == 0);
  CHECK(tile_width_in({9, 0}, ~std::uint64_t{0}) == 0);
}

TEST_CASE("a growing tree fills the tiles that the definition gives", "[merkle]") {
  constexpr std::size_t size = 256 * 256 + 257;
  Sha256 hasher;
  const auto levels = all_levels(hasher, size);
  Frontier frontier;
  TileEdge edge;
  std::map<TileId, std::string> tiles;
  for (std::size_t i = 0; i < size; ++i) {
    frontier.append(hasher, leaf_hash(hasher, std::to_string(i)),
                    [&](unsigned level, const Hash256& root) {
                      if (auto tile = edge.add(level, root)) tiles[tile->id] = tile->bytes;
                    });
  }
  CHECK(tiles.size() == 257 + 1);
  for (const auto& [id, bytes] : tiles) {
    REQUIRE(bytes == slice(levels.at(id.level), id.index * tile_width, tile_width));
  }
}

TEST_CASE("an edge that is taken up again goes on as if it had not been put down", "[merkle]") {
  Sha256 hasher;
  const auto levels = all_levels(hasher, 256 * 256 + 600);
  for (const std::size_t size : {0, 1, 255, 256, 257, 511, 512, 65'535, 65'536, 65'537}) {
    std::vector<std::string> partial;
    for (const std::string& level : levels) {
      const std::size_t hashes = size >> (8 * partial.size());
      partial.push_back(slice(level, hashes / tile_width * tile_width, hashes % tile_width));
    }
    TileEdge edge(size, partial);
    Frontier frontier;
    for (std::size_t i = 0; i < size + 300; ++i) {
      frontier.append(
          hasher, leaf_hash(hasher, std::to_string(i)), [&](unsigned level, const Hash256& root) {
            if (i < size) return;
            const auto tile = edge.add(level, root);
            if (!tile) return;
            INFO("from size " << size);
            REQUIRE(tile->bytes ==
                    slice(levels.at(tile->id.level), tile->id.index * tile_width, tile_width));
          });
    }
  }
}
