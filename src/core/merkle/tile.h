// Hash tiles (C2SP tlog-tiles): a Merkle tree cut into pieces that never change once they are full.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/hash.h"

namespace tact {

// A tile of level L holds up to 256 hashes, those of complete subtrees of 256^L leaves.
inline constexpr unsigned tile_height = 8;
inline constexpr std::uint64_t tile_width = 1 << tile_height;
inline constexpr std::size_t tile_bytes = tile_width * std::tuple_size_v<Hash256>;

struct TileId {
  unsigned level = 0;
  std::uint64_t index = 0;

  auto operator<=>(const TileId&) const = default;
};

// How many hashes it holds in a tree of `size` leaves; 0: there is no such tile.
std::uint64_t tile_width_in(const TileId& id, std::uint64_t size);

// A tile, or with `is_entries` the bundle of entries beside one of level 0, as a path names it:
// "0/x001/067", "1/000.p/112", "entries/x001/067".
struct TilePath {
  TileId id;
  bool is_entries = false;
  std::uint64_t width = tile_width;

  bool operator==(const TilePath&) const = default;
};

// REQUIRES: the width is 1 to 256, the level at most 7.
std::string format_tile_path(const TilePath& path);
// Takes exactly what format_tile_path writes.
std::optional<TilePath> parse_tile_path(std::string_view text);

struct Tile {
  TileId id;
  std::string bytes;  // the hashes, one after another
};

// The right edge of a tree in tiles: on each level the tile that is not full yet. At most 64 KiB.
// Thread-compatible.
class TileEdge {
 public:
  // Of a tree without leaves.
  TileEdge() = default;
  // Of a tree of `size` leaves, where `partial` are the hashes of each level's last tile that is
  // not full, level 0 first; "" where it is empty. REQUIRES: they are as long as the size says.
  TileEdge(std::uint64_t size, std::vector<std::string> partial);

  // The next complete subtree of 2^level leaves; those of levels that begin no tile are passed
  // over. What Frontier::append completes, in its order. The tile that it fills, if it does.
  std::optional<Tile> add(unsigned level, const Hash256& root);

 private:
  struct Row {
    std::uint64_t index = 0;  // of the tile that grows
    std::string bytes;
  };

  std::vector<Row> rows_;  // by the tiles' level
};

}  // namespace tact
