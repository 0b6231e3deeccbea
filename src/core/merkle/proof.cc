#include "core/merkle/proof.h"

#include <algorithm>
#include <bit>

#include "tact/check.h"

#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

// The leaves from `begin` on, `count` of them: what one hash of a proof stands for. `begin` is a
// multiple of the smallest power of two that is not below `count`, as for every subtree that the
// definition splits off.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t count = 0;
};

// Where the definition splits: the largest power of two below `count`. REQUIRES: count > 1.
std::uint64_t left_part(std::uint64_t count) { return std::bit_floor(count - 1); }

// A range is one perfect subtree for each bit set in its count, the largest first.
Result<Hash256> range_root(Sha256& hasher, const Range& range, const NodeReader& node) {
  TACT_CHECK(range.count > 0);
  std::uint64_t end = range.begin + range.count;
  Hash256 root{};
  bool is_first = true;
  for (std::uint64_t rest = range.count; rest != 0; rest &= rest - 1) {
    const auto level = static_cast<unsigned>(std::countr_zero(rest));
    end -= std::uint64_t{1} << level;
    const auto subtree = node({level, end >> level});
    if (!subtree) return subtree.error();
    root = is_first ? *subtree : node_hash(hasher, *subtree, root);
    is_first = false;
  }
  return root;
}

Result<MerkleProof> proof_of(Sha256& hasher, const std::vector<Range>& from_the_root_down,
                             const NodeReader& node) {
  MerkleProof proof;
  proof.reserve(from_the_root_down.size());
  for (auto range = from_the_root_down.rbegin(); range != from_the_root_down.rend(); ++range) {
    const auto root = range_root(hasher, *range, node);
    if (!root) return root.error();
    proof.push_back(*root);
  }
  return proof;
}

// Moves both numbers up to the level at which `fn` is a right child, or to the root.
void skip_lefts(std::uint64_t& fn, std::uint64_t& sn) {
  while (fn != 0 && (fn & 1) == 0) {
    fn >>= 1;
    sn >>= 1;
  }
}

}  // namespace

Result<Hash256> tree_root(Sha256& hasher, std::uint64_t size, const NodeReader& node) {
  if (size == 0) return empty_root(hasher);
  return range_root(hasher, {0, size}, node);
}

Result<MerkleProof> inclusion_proof(Sha256& hasher, std::uint64_t index, std::uint64_t size,
                                    const NodeReader& node) {
  TACT_CHECK(index < size);
  std::vector<Range> siblings;
  Range tree{0, size};
  while (tree.count > 1) {
    const std::uint64_t left = left_part(tree.count);
    const Range left_tree{tree.begin, left};
    const Range right_tree{tree.begin + left, tree.count - left};
    const bool is_left = index < right_tree.begin;
    siblings.push_back(is_left ? right_tree : left_tree);
    tree = is_left ? left_tree : right_tree;
  }
  return proof_of(hasher, siblings, node);
}

Result<MerkleProof> consistency_proof(Sha256& hasher, std::uint64_t from, std::uint64_t to,
                                      const NodeReader& node) {
  TACT_CHECK(from <= to);
  if (from == 0 || from == to) return MerkleProof{};
  std::vector<Range> parts;
  Range tree{0, to};
  // Down to the subtree that ends where the older tree ended.
  while (tree.begin + tree.count != from) {
    const std::uint64_t left = left_part(tree.count);
    const Range left_tree{tree.begin, left};
    const Range right_tree{tree.begin + left, tree.count - left};
    const bool ends_left = from <= right_tree.begin;
    parts.push_back(ends_left ? right_tree : left_tree);
    tree = ends_left ? left_tree : right_tree;
  }
  // Where that subtree is the whole older tree, who checks has its root already.
  if (tree.begin != 0) parts.push_back(tree);
  return proof_of(hasher, parts, node);
}

bool check_inclusion(Sha256& hasher, const Hash256& leaf, std::uint64_t index, std::uint64_t size,
                     std::span<const Hash256> proof, const Hash256& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash256 hash = leaf;
  for (const Hash256& sibling : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      hash = node_hash(hasher, sibling, hash);
      skip_lefts(fn, sn);
    } else {
      hash = node_hash(hasher, hash, sibling);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool check_consistency(Sha256& hasher, std::uint64_t from, const Hash256& from_root,
                       std::uint64_t to, const Hash256& to_root, std::span<const Hash256> proof) {
  if (from > to) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == empty_root(hasher);

  // A perfect older tree is itself where the path begins.
  const bool is_perfect = std::has_single_bit(from);
  if (!is_perfect && proof.empty()) return false;
  std::uint64_t fn = from - 1;
  std::uint64_t sn = to - 1;
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  Hash256 older = is_perfect ? from_root : proof.front();
  Hash256 newer = older;
  for (const Hash256& part : is_perfect ? proof : proof.subspan(1)) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      older = node_hash(hasher, part, older);
      newer = node_hash(hasher, part, newer);
      skip_lefts(fn, sn);
    } else {
      newer = node_hash(hasher, newer, part);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && older == from_root && newer == to_root;
}

}  // namespace tact
