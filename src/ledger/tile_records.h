// The ledger's tiles in the store (Table::tile): rows of the Merkle tree's hashes.
//
// A tile of level 0 is kept once it is full: before that, its leaves are the last entries. Tiles of
// the levels above are kept from their first hash on and grow. Both are durable with the entry that
// changed them. On disk, never renumbered:
//   key    level (1 byte) ‖ index (8 bytes, big-endian)
//   value  the hashes, one after another: 32 bytes each, 1 to 256 of them
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/merkle/tile.h"
#include "store/store.h"

namespace tact {

Key tile_key(const TileAt& tile);

std::string encode_tile(std::span<const Hash256> hashes);
// Empty unless it is what encode_tile() writes.
std::optional<std::vector<Hash256>> decode_tile(std::string_view bytes);

// The first `width` hashes of a tile that is kept. An Error where the store holds fewer.
Result<std::vector<Hash256>> load_tile(const Store& store, const TileAt& tile, std::uint64_t width);

// The hashes of the entries from `from` on, `count` of them: of one that was dropped, what its tile
// says. An Error where there are fewer.
Result<std::vector<Hash256>> hash_entries(const Store& store, Sha256& hasher, Seq from,
                                          std::uint64_t count);

// The edge of the tree of the store's first `size` entries, as far as it is kept.
Result<TileEdge> load_edge(const Store& store, Sha256& hasher, std::uint64_t size);

// What to keep once `full` tiles were filled and the tree has grown to `size`. REQUIRES: the edge
// is that of `size`.
void append_tiles(const std::vector<TileEdge::Full>& full, const TileEdge& edge, std::uint64_t size,
                  std::vector<Change>& changes);

// Keeps the tiles that the store lacks: one written by a Tact that kept none. What is there is not
// read again, so it may be cut short and called again. The commit thread's, or before it runs.
Status backfill_tiles(Store& store, Sha256& hasher);

}  // namespace tact
