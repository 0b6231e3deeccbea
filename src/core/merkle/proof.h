// Proofs about a Merkle tree (RFC 9162, sections 2.1.3 and 2.1.4): that an entry is in it, and that
// a later tree only added to an earlier one. Making them and checking them are written apart, so
// that a mistake in one is not repeated in the other. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tact/hash.h"
#include "tact/result.h"

#include "core/hash/sha256.h"

namespace tact {

// The root of the complete subtree of 2^level leaves from leaf index × 2^level on. A proof asks
// only for those that lie within its tree.
using SubtreeHashes = std::function<Result<Hash256>(unsigned level, std::uint64_t index)>;

// The root of the first `size` leaves. REQUIRES: size > 0.
Result<Hash256> tree_root(Sha256& hasher, std::uint64_t size, const SubtreeHashes& subtrees);

// The siblings on the way from the leaf to the root, the leaf's own first. REQUIRES: index < size.
Result<std::vector<Hash256>> inclusion_proof(Sha256& hasher, std::uint64_t index,
                                             std::uint64_t size, const SubtreeHashes& subtrees);

// What both roots can be computed from; nothing where both are the same tree.
// REQUIRES: 0 < from <= to.
Result<std::vector<Hash256>> consistency_proof(Sha256& hasher, std::uint64_t from, std::uint64_t to,
                                               const SubtreeHashes& subtrees);

// Whether `proof` shows that `leaf` stands at `index` in the tree of `size` leaves and this root.
bool proves_inclusion(Sha256& hasher, const Hash256& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash256> proof, const Hash256& root);

// Whether `proof` shows that the tree of `to` leaves begins with that of `from`. Nothing is proved
// of an empty tree but that it is one: `from` 0 is shown by an empty proof.
bool proves_consistency(Sha256& hasher, std::uint64_t from, const Hash256& from_root,
                        std::uint64_t to, const Hash256& to_root, std::span<const Hash256> proof);

}  // namespace tact
