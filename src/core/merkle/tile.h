// Tiles: a Merkle tree cut into subtrees of height 8, each kept and served as the row of its 256
// lowest hashes (C2SP tlog-tiles).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/hash.h"
#include "tact/result.h"

#include "core/hash/sha256.h"
#include "core/merkle/frontier.h"
#include "core/merkle/proof.h"

namespace tact {

inline constexpr unsigned tile_height = 8;
inline constexpr std::uint64_t tile_width = std::uint64_t{1} << tile_height;
// A tree of 2^64 - 1 leaves has hashes at levels 0 to 7.
inline constexpr unsigned tile_levels = 64 / tile_height;

// Where a tile is. At level 0 its hashes are those of leaves; above, of full tiles one level below.
struct TileAt {
  unsigned level = 0;
  std::uint64_t index = 0;

  auto operator<=>(const TileAt&) const = default;
};

// How many hashes there are at a level of tiles in the tree of `size` leaves.
constexpr std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  return level < tile_levels ? size >> (tile_height * level) : 0;
}

// How many of them the tile holds: 256, fewer at the right edge, 0 beyond it.
std::uint64_t width_of(const TileAt& tile, std::uint64_t size);

// Which part of which tile a node is the root of.
struct TilePart {
  TileAt tile;
  std::size_t begin = 0;
  std::size_t count = 1;  // a power of two
};
TilePart part_of(TreeNode node);

// The root of a perfect subtree by its lowest hashes. REQUIRES: their number is a power of two.
Hash256 subtree_root(Sha256& hasher, std::span<const Hash256> hashes);

// ---- as C2SP names them ----

// What a path names: a tile, or the entries that belong to one at level 0; whole, or its beginning.
struct TilePath {
  std::optional<unsigned> level;  // empty: a bundle of entries
  std::uint64_t index = 0;
  std::uint64_t width = tile_width;  // 1 to 255 where the path ends in ".p/W"

  bool operator==(const TilePath&) const = default;
};

// "0/x001/x234/067", "entries/000.p/12": what follows ".../tile/".
std::string format_tile_path(const TilePath& path);
// Empty unless it is exactly what format_tile_path() writes. Levels are those that C2SP allows, up
// to 63, though none above 7 can hold anything.
std::optional<TilePath> parse_tile_path(std::string_view text);

// ---- the right edge ----

// The tiles that a growing tree has not filled yet: at each level fewer than 256 hashes.
// Thread-compatible.
class TileEdge {
 public:
  // Adds the hash of leaf `frontier.size()` to both, and appends the tiles that it fills to `full`.
  struct Full {
    TileAt at;
    std::vector<Hash256> hashes;
  };
  void append(Sha256& hasher, Frontier& frontier, const Hash256& leaf, std::vector<Full>& full);

  // For picking up: the hashes of the tile at this level. REQUIRES: fewer than 256.
  void set(unsigned level, std::vector<Hash256> hashes);
  // Empty where the level has none.
  std::span<const Hash256> hashes(unsigned level) const;
  unsigned levels() const { return static_cast<unsigned>(rows_.size()); }

 private:
  std::vector<std::vector<Hash256>> rows_;  // by level
};

// The frontier of the tree of `size` leaves by its edge alone. REQUIRES: each level of the edge is
// as wide as that tree's.
Frontier frontier_of(Sha256& hasher, const TileEdge& edge, std::uint64_t size);

}  // namespace tact
