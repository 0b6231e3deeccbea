// The ledger's Merkle tree as the store keeps it: nodes, roots and proofs.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/hash/sha256.h"
#include "core/merkle/proof.h"
#include "core/merkle/tile.h"
#include "store/store.h"

namespace tact {

// Made for one question, or a few about the same tree: keeps the tiles that it reads, at most two
// per level for a proof. Errors: the store cannot be read, or lacks what it must hold.
//
// Threads: one at a time.
class HashTree {
 public:
  // Of what the store holds now. The store must outlive it.
  explicit HashTree(const Store& store) : store_(store), size_(store.size().value) {}

  // Entries; no question may go beyond it.
  std::uint64_t size() const { return size_; }

  // An entry's hash. REQUIRES: seq < size().
  Result<Hash256> leaf(Seq seq) { return node({0, seq.value}); }
  // REQUIRES: size <= size().
  Result<Hash256> root(std::uint64_t size);
  // REQUIRES: seq < size <= size().
  Result<MerkleProof> inclusion(Seq seq, std::uint64_t size);
  // REQUIRES: from <= to <= size().
  Result<MerkleProof> consistency(std::uint64_t from, std::uint64_t to);
  // All hashes that the tile has by now. REQUIRES: it has one.
  Result<std::vector<Hash256>> tile(const TileAt& tile);

 private:
  Result<Hash256> node(TreeNode node);
  Result<const std::vector<Hash256>*> find(const TileAt& tile);

  const Store& store_;
  const std::uint64_t size_;
  Sha256 hasher_;
  std::map<TileAt, std::vector<Hash256>> tiles_;
};

}  // namespace tact
