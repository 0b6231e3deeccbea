#include "core/merkle/proof.h"

#include <algorithm>
#include <bit>

#include "tact/check.h"

#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

// Leaves `begin` to before `end` of a tree.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  std::uint64_t size() const { return end - begin; }
};

// RFC 9162 splits n leaves at the largest power of two smaller than n.
std::uint64_t split_of(const Range& range) {
  return range.begin + std::bit_floor(range.size() - 1);
}

// MTH of RFC 9162, 2.1.1. Every range that a proof asks for begins at a multiple of the power of
// two that its size needs, so what is complete in it is one subtree.
Result<Hash256> range_root(Sha256& hasher, const Range& range, const SubtreeHashes& subtrees) {
  if (std::has_single_bit(range.size())) {
    const auto level = static_cast<unsigned>(std::countr_zero(range.size()));
    TACT_CHECK(range.begin % range.size() == 0);
    return subtrees(level, range.begin >> level);
  }
  const std::uint64_t split = split_of(range);
  auto left = range_root(hasher, {range.begin, split}, subtrees);
  if (!left) return left;
  auto right = range_root(hasher, {split, range.end}, subtrees);
  if (!right) return right;
  return node_hash(hasher, *left, *right);
}

// Goes down from the root to where `is_end` says so, taking the half that holds leaf `index`; the
// roots of the other halves are the proof, in the order from below.
template <class IsEnd>
Result<std::vector<Hash256>> siblings(Sha256& hasher, std::uint64_t index, Range range,
                                      IsEnd is_end, const SubtreeHashes& subtrees, Range& reached) {
  std::vector<Hash256> proof;
  while (!is_end(range)) {
    const std::uint64_t split = split_of(range);
    const Range left{range.begin, split};
    const Range right{split, range.end};
    const bool goes_left = index < split;
    auto root = range_root(hasher, goes_left ? right : left, subtrees);
    if (!root) return std::move(root).error();
    proof.push_back(*root);
    range = goes_left ? left : right;
  }
  std::reverse(proof.begin(), proof.end());
  reached = range;
  return proof;
}

}  // namespace

Result<Hash256> tree_root(Sha256& hasher, std::uint64_t size, const SubtreeHashes& subtrees) {
  TACT_CHECK(size > 0);
  return range_root(hasher, {0, size}, subtrees);
}

Result<std::vector<Hash256>> inclusion_proof(Sha256& hasher, std::uint64_t index,
                                             std::uint64_t size, const SubtreeHashes& subtrees) {
  TACT_CHECK(index < size);
  Range leaf;
  return siblings(
      hasher, index, {0, size}, [](const Range& range) { return range.size() == 1; }, subtrees,
      leaf);
}

Result<std::vector<Hash256>> consistency_proof(Sha256& hasher, std::uint64_t from, std::uint64_t to,
                                               const SubtreeHashes& subtrees) {
  TACT_CHECK(0 < from && from <= to);
  // Down to the subtree that ends where the earlier tree ends: its last complete one.
  Range last;
  auto proof = siblings(
      hasher, from - 1, {0, to}, [&](const Range& range) { return range.end == from; }, subtrees,
      last);
  // Where that is the earlier tree itself, its root is known already.
  if (!proof || last.begin == 0) return proof;
  auto root = range_root(hasher, last, subtrees);
  if (!root) return std::move(root).error();
  proof->insert(proof->begin(), *root);
  return proof;
}

// RFC 9162, 2.1.3.2.
bool proves_inclusion(Sha256& hasher, const Hash256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash256> proof, const Hash256& root) {
  if (index >= size) return false;
  std::uint64_t node = index;     // fn
  std::uint64_t last = size - 1;  // sn
  Hash256 hash = leaf;            // r
  for (const Hash256& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      hash = node_hash(hasher, sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hasher, hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

// RFC 9162, 2.1.4.2.
bool proves_consistency(Sha256& hasher, std::uint64_t from, const Hash256& from_root,
                        std::uint64_t to, const Hash256& to_root, std::span<const Hash256> proof) {
  if (from > to) return false;
  if (from == 0) return proof.empty() && from_root == empty_root(hasher);
  if (from == to) return proof.empty() && from_root == to_root;
  std::uint64_t node = from - 1;
  std::uint64_t last = to - 1;
  while ((node & 1) == 1) {
    node >>= 1;
    last >>= 1;
  }
  // An earlier tree that is one complete subtree is where the way up begins.
  const bool is_complete = std::has_single_bit(from);
  if (!is_complete && proof.empty()) return false;
  Hash256 earlier = is_complete ? from_root : proof.front();  // fr
  Hash256 later = earlier;                                    // sr
  for (const Hash256& sibling : is_complete ? proof : proof.subspan(1)) {
    if (last == 0) return false;
    if ((node & 1) == 1 || node == last) {
      earlier = node_hash(hasher, sibling, earlier);
      later = node_hash(hasher, sibling, later);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      later = node_hash(hasher, later, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && earlier == from_root && later == to_root;
}

}  // namespace tact
