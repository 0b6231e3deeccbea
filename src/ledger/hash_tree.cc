#include "ledger/hash_tree.h"

#include <span>

#include "tact/check.h"

#include "ledger/tile_records.h"

namespace tact {

Result<Hash256> HashTree::root(std::uint64_t size) {
  TACT_CHECK(size <= size_);
  return tree_root(hasher_, size, [this](TreeNode one) { return node(one); });
}

Result<MerkleProof> HashTree::inclusion(Seq seq, std::uint64_t size) {
  TACT_CHECK(size <= size_);
  return inclusion_proof(hasher_, seq.value, size, [this](TreeNode one) { return node(one); });
}

Result<MerkleProof> HashTree::consistency(std::uint64_t from, std::uint64_t to) {
  TACT_CHECK(to <= size_);
  return consistency_proof(hasher_, from, to, [this](TreeNode one) { return node(one); });
}

Result<std::vector<Hash256>> HashTree::tile(const TileAt& tile) {
  const auto found = find(tile);
  if (!found) return found.error();
  return **found;
}

Result<Hash256> HashTree::node(TreeNode node) {
  const TilePart part = part_of(node);
  const auto row = find(part.tile);
  if (!row) return row.error();
  TACT_CHECK(part.begin + part.count <= (*row)->size());
  return subtree_root(hasher_, std::span(**row).subspan(part.begin, part.count));
}

Result<const std::vector<Hash256>*> HashTree::find(const TileAt& tile) {
  const auto known = tiles_.find(tile);
  if (known != tiles_.end()) return &known->second;
  const std::uint64_t width = width_of(tile, size_);
  TACT_CHECK(width > 0);
  const bool is_kept = tile.level > 0 || width == tile_width;
  auto hashes = is_kept ? load_tile(store_, tile, width)
                        : hash_entries(store_, hasher_, Seq{tile.index * tile_width}, width);
  if (!hashes) return std::move(hashes).error();
  return &tiles_.emplace(tile, *std::move(hashes)).first->second;
}

}  // namespace tact
