// A ledger that grows in a store in memory, beside the Merkle tree that it must have: by the RFC's
// definition, from the entries' hashes alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/appender.h"
#include "ledger/tile_records.h"
#include "store/mem_store.h"
#include "support/merkle_reference.h"

namespace tact::test {

inline std::string entry_text(std::uint64_t seq) {
  // Of no fixed length.
  return "entry " + std::to_string(seq * 2654435761U) + std::string(seq % 7, '.');
}

class GrowingLedger {
 public:
  MemStore store;
  Sha256 hasher;
  std::vector<Hash256> leaves;

  void restart() {
    appender_.reset();
    auto opened = Appender::open(store, "example.com/log");
    if (!opened) FAIL(opened.error().message);
    appender_.emplace(*std::move(opened));
    REQUIRE(appender_->size() == store.size());
  }

  // In groups of `group` entries.
  void grow_to(std::uint64_t size, std::uint64_t group = 1000) {
    while (leaves.size() < size) commit(std::min(group, size - leaves.size()));
  }

  void commit(std::uint64_t count) {
    Group group = group_of(count);
    appender_->seal(group);
    const Status committed = store.commit(std::move(group));
    REQUIRE(committed.ok());
  }

  // As a Tact that keeps no tiles would.
  void commit_without_tiles(std::uint64_t count) {
    Group group = group_of(count);
    Frontier frontier;
    if (!store.frontier().empty()) frontier = Frontier::decode(hasher, store.frontier()).value();
    for (std::size_t i = leaves.size() - count; i < leaves.size(); ++i) {
      frontier.append(hasher, leaves[i]);
    }
    group.frontier = frontier.encode(hasher);
    const Status committed = store.commit(std::move(group));
    REQUIRE(committed.ok());
  }

  Appender& appender() { return *appender_; }
  Leaves first(std::uint64_t size) const { return Leaves(leaves).first(size); }

  std::optional<std::string> record(const TileAt& tile) const {
    const Key key = tile_key(tile);
    return store.load(std::span(&key, 1)).value().front();
  }

  // Every tile that must be kept is, no other is, and each is what the definition says.
  void check_tiles() {
    std::vector<Hash256> row = leaves;
    for (unsigned level = 0; level < 4; ++level) {
      const std::size_t full = row.size() / 256;
      std::vector<Hash256> above;
      for (std::size_t n = 0; n <= full; ++n) {
        const std::size_t width = std::min<std::size_t>(256, row.size() - n * 256);
        const auto tile = record({level, n});
        const bool is_kept = width > 0 && (level > 0 || width == 256);
        if (tile.has_value() != is_kept) FAIL("tile " << level << '/' << n << " at " << row.size());
        if (!is_kept) continue;
        const Leaves below = Leaves(row).subspan(n * 256, width);
        if (*tile != encode_tile(below)) FAIL("tile " << level << '/' << n << " differs");
        if (width == 256) above.push_back(reference_root(hasher, below));
      }
      REQUIRE_FALSE(record({level, full + 1}).has_value());
      row = above;
    }
  }

 private:
  Group group_of(std::uint64_t count) {
    Group group;
    group.first = Seq{leaves.size()};
    for (std::uint64_t i = 0; i < count; ++i) {
      group.entries.push_back(entry_text(leaves.size()));
      leaves.push_back(leaf_hash(hasher, group.entries.back()));
    }
    return group;
  }

  std::optional<Appender> appender_;
};

// Sizes at which tiles begin and end.
inline const std::vector<std::uint64_t> edge_sizes = {
    0,   1,   2,      254,    255,    256,    257,    258,    511,    512,    513,    767,
    768, 769, 65'279, 65'280, 65'281, 65'534, 65'535, 65'536, 65'537, 65'791, 65'792, 65'793};

}  // namespace tact::test
