// The right edge of a growing Merkle tree: all that is needed to append to it and to know its root.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tact/check.h"
#include "tact/hash.h"
#include "tact/result.h"

#include "core/hash/sha256.h"
#include "core/merkle/tree_hash.h"

namespace tact {

// A value: the number of leaves, and the root of each complete subtree that they split into, one
// for each bit set in the size, the largest (leftmost) first. At most 2 KiB. Thread-compatible.
//
// Encoded, on disk, never renumbered; integers big-endian:
//   1 byte     version, 1
//   8 bytes    size
//   32 bytes   per bit set in the size: subtree roots, the largest first
//   8 bytes    the first 8 of SHA-256 over everything before: finds accidents, not forgers
// Worked example, one empty leaf, 49 bytes:
//   01  0000000000000001  6e340b9c…17afa01d (SHA-256 of the byte 00)  25430680a76932b7
class Frontier {
 public:
  std::uint64_t size() const { return size_; }

  // Adds the hash of a leaf (leaf_hash) at index size(). Amortised: one node_hash.
  void append(Sha256& hasher, const Hash256& leaf) {
    append(hasher, leaf, [](unsigned, const Hash256&) {});
  }
  // Likewise; calls `completed(level, root)` for the leaf, level 0, and then for each complete
  // subtree of 2^level leaves that it ends.
  template <class Completed>
  void append(Sha256& hasher, const Hash256& leaf, Completed completed) {
    TACT_CHECK(size_ < std::numeric_limits<std::uint64_t>::max());
    Hash256 grown = leaf;
    unsigned level = 0;
    completed(level, grown);
    // As in a binary counter: each trailing 1 of the size is a subtree that the new one completes.
    for (std::uint64_t carry = size_; (carry & 1) != 0; carry >>= 1) {
      grown = node_hash(hasher, subtrees_.back(), grown);
      subtrees_.pop_back();
      completed(++level, grown);
    }
    subtrees_.push_back(grown);
    ++size_;
  }

  // REQUIRES: as many subtrees as bits are set in the size, as subtrees() gives them.
  static Frontier of(std::uint64_t size, std::vector<Hash256> subtrees);

  // Of the tree as RFC 6962 defines it. At most 63 node_hashes.
  Hash256 root(Sha256& hasher) const;

  // The subtree roots, largest first.
  const std::vector<Hash256>& subtrees() const { return subtrees_; }

  std::string encode(Sha256& hasher) const;
  // Refuses whatever encode() could not have written.
  static Result<Frontier> decode(Sha256& hasher, std::string_view bytes);

  bool operator==(const Frontier&) const = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash256> subtrees_;
};

}  // namespace tact
