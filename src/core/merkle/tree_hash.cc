#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

// Different first bytes, so that no leaf can be passed off as a node.
constexpr std::string_view leaf_prefix("\x00", 1);
constexpr std::string_view node_prefix("\x01", 1);

}  // namespace

Hash256 leaf_hash(Sha256& hasher, std::string_view entry) {
  return hasher.hash(leaf_prefix, entry);
}

Hash256 node_hash(Sha256& hasher, const Hash256& left, const Hash256& right) {
  return hasher.hash(node_prefix, bytes_of(left), bytes_of(right));
}

Hash256 empty_root(Sha256& hasher) { return hasher.hash(std::string_view()); }

}  // namespace tact
