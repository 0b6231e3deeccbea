// Inclusion and consistency proofs of Merkle trees: RFC 6962, section 2.1; checked as RFC 9162,
// sections 2.1.3.2 and 2.1.4.2, says.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tact/hash.h"
#include "tact/result.h"

#include "core/hash/sha256.h"

namespace tact {

// The root of a perfect subtree: it holds the leaves from index × 2^level to before (index + 1) ×
// 2^level. At level 0 it is a leaf's hash. It never changes once the tree has all these leaves.
struct TreeNode {
  unsigned level = 0;
  std::uint64_t index = 0;

  auto operator<=>(const TreeNode&) const = default;
};

// Gives the hash of a node; only nodes that lie inside the asked tree are asked for. Proofs of one
// tree ask for at most two per level, neighbours mostly.
using NodeReader = std::function<Result<Hash256>(TreeNode)>;

// From the leaf up: what is hashed together with the leaf, or with what is known by then.
using MerkleProof = std::vector<Hash256>;

// The hash of the tree of the first `size` leaves.
Result<Hash256> tree_root(Sha256& hasher, std::uint64_t size, const NodeReader& node);

// That leaf `index` is in the tree of the first `size` leaves. REQUIRES: index < size.
Result<MerkleProof> inclusion_proof(Sha256& hasher, std::uint64_t index, std::uint64_t size,
                                    const NodeReader& node);

// That the tree of the first `from` leaves is the beginning of that of the first `to`. It is empty
// where both are the same, and where `from` is 0: an empty tree begins every tree. REQUIRES: from
// <= to.
Result<MerkleProof> consistency_proof(Sha256& hasher, std::uint64_t from, std::uint64_t to,
                                      const NodeReader& node);

// Whether `proof` shows that the leaf of this hash is at `index` in the tree of this size and root.
// Takes anything, from anybody.
[[nodiscard]] bool check_inclusion(Sha256& hasher, const Hash256& leaf, std::uint64_t index,
                                   std::uint64_t size, std::span<const Hash256> proof,
                                   const Hash256& root);

// Whether `proof` shows that the tree of size `to` and root `to_root` begins with that of size
// `from` and root `from_root`. Takes anything, from anybody.
[[nodiscard]] bool check_consistency(Sha256& hasher, std::uint64_t from, const Hash256& from_root,
                                     std::uint64_t to, const Hash256& to_root,
                                     std::span<const Hash256> proof);

}  // namespace tact
