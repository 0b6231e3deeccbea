// The two hashes of RFC 6962 and RFC 9162 (section 2.1) that Merkle trees are made of.
#pragma once

#include <string_view>

#include "tact/hash.h"

#include "core/hash/sha256.h"

namespace tact {

// SHA-256(0x00 ‖ entry).
Hash256 leaf_hash(Sha256& hasher, std::string_view entry);

// SHA-256(0x01 ‖ left ‖ right).
Hash256 node_hash(Sha256& hasher, const Hash256& left, const Hash256& right);

// The root of a tree without leaves: SHA-256 of nothing.
Hash256 empty_root(Sha256& hasher);

}  // namespace tact
