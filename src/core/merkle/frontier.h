// The right edge of a growing Merkle tree: all that is needed to append to it and to know its root.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tact/hash.h"
#include "tact/result.h"

#include "core/hash/sha256.h"

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
  void append(Sha256& hasher, const Hash256& leaf);

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
