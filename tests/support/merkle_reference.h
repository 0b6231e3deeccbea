// Merkle trees by RFC 6962, section 2.1, word for word: slow, recursive, and shares nothing but the
// two hashes with the code under test.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/merkle/proof.h"
#include "core/merkle/tree_hash.h"

namespace tact::test {

using Leaves = std::span<const Hash256>;  // the leaves' hashes

// The largest power of two smaller than n.
inline std::size_t split_of(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

// MTH(D)
inline Hash256 reference_root(Sha256& hasher, Leaves leaves) {
  if (leaves.empty()) return empty_root(hasher);
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split_of(leaves.size());
  return node_hash(hasher, reference_root(hasher, leaves.first(k)),
                   reference_root(hasher, leaves.subspan(k)));
}

// PATH(m, D)
inline MerkleProof reference_inclusion(Sha256& hasher, std::size_t m, Leaves leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = split_of(leaves.size());
  const bool is_left = m < k;
  MerkleProof path = is_left ? reference_inclusion(hasher, m, leaves.first(k))
                             : reference_inclusion(hasher, m - k, leaves.subspan(k));
  path.push_back(reference_root(hasher, is_left ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

// SUBPROOF(m, D, b)
inline MerkleProof reference_subproof(Sha256& hasher, std::size_t m, Leaves leaves, bool b) {
  if (m == leaves.size()) return b ? MerkleProof{} : MerkleProof{reference_root(hasher, leaves)};
  const std::size_t k = split_of(leaves.size());
  const bool is_left = m <= k;
  MerkleProof path = is_left ? reference_subproof(hasher, m, leaves.first(k), b)
                             : reference_subproof(hasher, m - k, leaves.subspan(k), false);
  path.push_back(reference_root(hasher, is_left ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

// PROOF(m, D)
inline MerkleProof reference_consistency(Sha256& hasher, std::size_t m, Leaves leaves) {
  return reference_subproof(hasher, m, leaves, true);
}

// Leaves that mean nothing.
inline std::vector<Hash256> made_up_leaves(Sha256& hasher, std::size_t count) {
  std::vector<Hash256> leaves;
  leaves.reserve(count);
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(hasher, std::to_string(i)));
  return leaves;
}

}  // namespace tact::test
