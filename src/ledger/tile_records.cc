#include "ledger/tile_records.h"

#include <algorithm>
#include <optional>

#include "tact/check.h"

#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

constexpr std::size_t hash_bytes = std::tuple_size_v<Hash256>;
constexpr std::size_t entries_per_read = 4096;
// Of a group that backfills: 2 MiB.
constexpr std::size_t tiles_per_group = 256;

Error damaged(const std::string& what) {
  return {"the ledger's Merkle tree is damaged: " + what +
          "; restore the data directory from a backup"};
}

std::string name_of(const TileAt& tile) {
  return std::to_string(tile.level) + '/' + std::to_string(tile.index);
}

Result<bool> is_kept(const Store& store, const TileAt& tile) {
  const Key key = tile_key(tile);
  const auto found = store.load(std::span(&key, 1));
  if (!found) return found.error();
  return found->front().has_value();
}

// How many tiles of level 0 there are. They were kept in their order, without a gap.
Result<std::uint64_t> tiles_kept(const Store& store, std::uint64_t full) {
  if (full == 0) return full;
  const auto last = is_kept(store, {0, full - 1});
  if (!last) return last.error();
  if (*last) return full;
  std::uint64_t begin = 0;
  std::uint64_t end = full - 1;  // Not kept.
  while (begin < end) {
    const std::uint64_t middle = begin + (end - begin) / 2;
    const auto kept = is_kept(store, {0, middle});
    if (!kept) return kept.error();
    if (*kept) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

}  // namespace

Key tile_key(const TileAt& tile) {
  std::string id(1, static_cast<char>(tile.level));
  for (int shift = 56; shift >= 0; shift -= 8) id += static_cast<char>(tile.index >> shift & 0xff);
  return {Table::tile, std::move(id)};
}

std::string encode_tile(std::span<const Hash256> hashes) {
  TACT_CHECK(!hashes.empty() && hashes.size() <= tile_width);
  std::string bytes;
  bytes.reserve(hashes.size() * hash_bytes);
  for (const Hash256& hash : hashes) bytes += bytes_of(hash);
  return bytes;
}

std::optional<std::vector<Hash256>> decode_tile(std::string_view bytes) {
  if (bytes.empty() || bytes.size() % hash_bytes != 0) return std::nullopt;
  if (bytes.size() > tile_width * hash_bytes) return std::nullopt;
  std::vector<Hash256> hashes(bytes.size() / hash_bytes);
  for (Hash256& hash : hashes) {
    std::copy_n(bytes.begin(), hash_bytes, hash.begin());
    bytes.remove_prefix(hash_bytes);
  }
  return hashes;
}

Result<std::vector<Hash256>> load_tile(const Store& store, const TileAt& tile,
                                       std::uint64_t width) {
  const Key key = tile_key(tile);
  const auto found = store.load(std::span(&key, 1));
  if (!found) return found.error();
  if (!found->front()) return damaged("tile " + name_of(tile) + " is missing");
  auto hashes = decode_tile(*found->front());
  if (!hashes) return damaged("tile " + name_of(tile) + " is not a row of hashes");
  if (hashes->size() < width) return damaged("tile " + name_of(tile) + " is cut short");
  hashes->resize(width);
  return *std::move(hashes);
}

Result<std::vector<Hash256>> hash_entries(const Store& store, Sha256& hasher, Seq from,
                                          std::uint64_t count) {
  std::vector<Hash256> hashes;
  hashes.reserve(count);
  std::vector<Hash256> row;  // of the last tile that was looked into
  std::optional<std::uint64_t> row_of;
  while (hashes.size() < count) {
    const Seq next{from.value + hashes.size()};
    const auto entries = store.entries(next, count - hashes.size());
    if (!entries) return entries.error();
    if (entries->empty()) {
      return damaged("entry " + std::to_string(next.value) + " is missing");
    }
    for (const std::string& entry : *entries) {
      if (!is_dropped(entry)) {
        hashes.push_back(leaf_hash(hasher, entry));
        continue;
      }
      const std::uint64_t seq = from.value + hashes.size();
      if (row_of != seq / tile_width) {
        auto loaded = load_tile(store, {0, seq / tile_width}, tile_width);
        if (!loaded) return std::move(loaded).error();
        row = *std::move(loaded);
        row_of = seq / tile_width;
      }
      hashes.push_back(row[seq % tile_width]);
    }
  }
  return hashes;
}

Result<TileEdge> load_edge(const Store& store, Sha256& hasher, std::uint64_t size) {
  TileEdge edge;
  for (unsigned level = 0; hashes_at(level, size) > 0; ++level) {
    const TileAt tile{level, hashes_at(level, size) / tile_width};
    const std::uint64_t width = width_of(tile, size);
    if (width == 0) continue;
    auto row = level == 0 ? hash_entries(store, hasher, Seq{tile.index * tile_width}, width)
                          : load_tile(store, tile, width);
    if (!row) return std::move(row).error();
    edge.set(level, *std::move(row));
  }
  return edge;
}

void append_tiles(const std::vector<TileEdge::Full>& full, const TileEdge& edge, std::uint64_t size,
                  std::vector<Change>& changes) {
  unsigned grown = 0;  // The levels up to this one, but 0, got hashes.
  for (const TileEdge::Full& tile : full) {
    changes.push_back({tile_key(tile.at), encode_tile(tile.hashes)});
    grown = std::max(grown, tile.at.level + 1);
  }
  for (unsigned level = 1; level <= grown; ++level) {
    const auto row = edge.hashes(level);
    if (row.empty()) continue;
    changes.push_back({tile_key({level, hashes_at(level, size) / tile_width}), encode_tile(row)});
  }
}

Status backfill_tiles(Store& store, Sha256& hasher) {
  const std::uint64_t tiles = store.size().value / tile_width;
  const auto kept = tiles_kept(store, tiles);
  if (!kept) return kept.error();
  if (*kept == tiles) return Done{};
  auto edge = load_edge(store, hasher, *kept * tile_width);
  if (!edge) return std::move(edge).error();
  Frontier frontier = frontier_of(hasher, *edge, *kept * tile_width);
  const std::uint64_t end = tiles * tile_width;
  std::vector<TileEdge::Full> full;
  while (frontier.size() < end) {
    const std::uint64_t count = std::min<std::uint64_t>(end - frontier.size(), entries_per_read);
    const auto leaves = hash_entries(store, hasher, Seq{frontier.size()}, count);
    if (!leaves) return leaves.error();
    for (const Hash256& leaf : *leaves) edge->append(hasher, frontier, leaf, full);
    if (full.size() < tiles_per_group && frontier.size() < end) continue;
    Group group;  // Of no entries and no states, so `first` says nothing.
    append_tiles(full, *edge, frontier.size(), group.identities);
    if (auto status = store.commit(std::move(group)); !status) return status;
    full.clear();
  }
  return Done{};
}

}  // namespace tact
