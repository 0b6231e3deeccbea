#include "core/merkle/proof.h"

#include <bit>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/merkle/tree_hash.h"

using namespace tact;

namespace {

using Hashes = std::vector<Hash256>;
using Leaves = std::span<const Hash256>;

// ---- RFC 9162 by definition, word for word, over whole lists of leaves ----

std::size_t split_of(std::size_t n) {
  std::size_t k = 1;  // The largest power of two smaller than n.
  while (k * 2 < n) k *= 2;
  return k;
}

Hash256 mth(Sha256& hasher, Leaves leaves) {
  if (leaves.empty()) return empty_root(hasher);
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split_of(leaves.size());
  return node_hash(hasher, mth(hasher, leaves.first(k)), mth(hasher, leaves.subspan(k)));
}

Hashes path(Sha256& hasher, std::size_t m, Leaves leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = split_of(leaves.size());
  Hashes proof = m < k ? path(hasher, m, leaves.first(k)) : path(hasher, m - k, leaves.subspan(k));
  proof.push_back(mth(hasher, m < k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

Hashes subproof(Sha256& hasher, std::size_t m, Leaves leaves, bool is_whole) {
  if (m == leaves.size()) return is_whole ? Hashes{} : Hashes{mth(hasher, leaves)};
  const std::size_t k = split_of(leaves.size());
  Hashes proof = m <= k ? subproof(hasher, m, leaves.first(k), is_whole)
                        : subproof(hasher, m - k, leaves.subspan(k), false);
  proof.push_back(mth(hasher, m <= k ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

// ---- what is tested ----

struct Tree {
  Sha256 hasher;
  Hashes leaves;

  explicit Tree(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      leaves.push_back(leaf_hash(hasher, std::to_string(i)));
    }
  }

  Leaves first(std::size_t size) const { return Leaves(leaves).first(size); }
  Hash256 root(std::size_t size) { return mth(hasher, first(size)); }

  // Of a tree of `size` leaves; asking for what lies beyond is a mistake.
  SubtreeHashes subtrees(std::size_t size) {
    return [this, size](unsigned level, std::uint64_t index) -> Result<Hash256> {
      const std::uint64_t width = std::uint64_t{1} << level;
      TACT_CHECK((index + 1) * width <= size);
      return mth(hasher, first(size).subspan(index * width, width));
    };
  }
};

boost::json::value published() {
  std::ifstream file(TACT_SOURCE_DIR "/tests/vectors/rfc6962.json");
  REQUIRE(file);
  return boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::string text(const boost::json::value& value) { return std::string(value.as_string()); }

std::vector<std::string> texts(const boost::json::value& array) {
  std::vector<std::string> out;
  for (const auto& one : array.as_array()) out.push_back(text(one));
  return out;
}

std::vector<std::string> hex_of(const Hashes& hashes) {
  std::vector<std::string> out;
  for (const Hash256& hash : hashes) out.push_back(to_hex(hash));
  return out;
}

std::string bytes_of_hex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return out;
}

}  // namespace

TEST_CASE("proofs are those of Certificate Transparency's published vectors", "[merkle]") {
  const auto vectors = published();
  Tree tree(0);
  for (const auto& leaf : vectors.at("leaves").as_array()) {
    tree.leaves.push_back(leaf_hash(tree.hasher, bytes_of_hex(text(leaf))));
  }
  for (std::size_t size = 1; size <= tree.leaves.size(); ++size) {
    const auto root = tree_root(tree.hasher, size, tree.subtrees(size));
    REQUIRE(root.ok());
    CHECK(to_hex(*root) == text(vectors.at("roots").at(size)));
  }
  for (const auto& row : vectors.at("inclusion").as_array()) {
    const auto index = row.at("index").to_number<std::uint64_t>();
    const auto size = row.at("size").to_number<std::uint64_t>();
    const auto proof = inclusion_proof(tree.hasher, index, size, tree.subtrees(size));
    REQUIRE(proof.ok());
    CHECK(hex_of(*proof) == texts(row.at("proof")));
    CHECK(proves_inclusion(tree.hasher, tree.leaves[index], index, size, *proof, tree.root(size)));
  }
  for (const auto& row : vectors.at("consistency").as_array()) {
    const auto from = row.at("from").to_number<std::uint64_t>();
    const auto to = row.at("to").to_number<std::uint64_t>();
    const auto proof = consistency_proof(tree.hasher, from, to, tree.subtrees(to));
    REQUIRE(proof.ok());
    CHECK(hex_of(*proof) == texts(row.at("proof")));
    CHECK(proves_consistency(tree.hasher, from, tree.root(from), to, tree.root(to), *proof));
  }
}

TEST_CASE("an inclusion proof is what the RFC's definition gives, and shows it", "[merkle]") {
  Tree tree(70);
  for (std::size_t size = 1; size <= 70; ++size) {
    const Hash256 root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(tree.hasher, index, size, tree.subtrees(size));
      REQUIRE(proof.ok());
      REQUIRE(*proof == path(tree.hasher, index, tree.first(size)));
      REQUIRE(proves_inclusion(tree.hasher, tree.leaves[index], index, size, *proof, root));
    }
  }
}

TEST_CASE("a consistency proof is what the RFC's definition gives, and shows it", "[merkle]") {
  Tree tree(70);
  for (std::size_t to = 1; to <= 70; ++to) {
    for (std::size_t from = 1; from <= to; ++from) {
      const auto proof = consistency_proof(tree.hasher, from, to, tree.subtrees(to));
      REQUIRE(proof.ok());
      REQUIRE(*proof == subproof(tree.hasher, from, tree.first(to), true));
      REQUIRE(proves_consistency(tree.hasher, from, tree.root(from), to, tree.root(to), *proof));
    }
  }
}

TEST_CASE("an inclusion proof that says anything else shows nothing", "[merkle]") {
  Tree tree(40);
  for (std::size_t size = 1; size <= 40; ++size) {
    const Hash256 root = tree.root(size);
    for (std::size_t index = 0; index < size; ++index) {
      const Hashes proof = path(tree.hasher, index, tree.first(size));
      const auto shows = [&](const Hash256& leaf, std::size_t at, std::size_t of,
                             const Hashes& by) {
        return proves_inclusion(tree.hasher, leaf, at, of, by, root);
      };
      Hash256 other = tree.leaves[index];
      other[7] ^= 1;
      REQUIRE_FALSE(shows(other, index, size, proof));
      for (std::size_t at = 0; at <= size; ++at) {
        if (at != index) REQUIRE_FALSE(shows(tree.leaves[index], at, size, proof));
      }
      for (std::size_t hash = 0; hash < proof.size(); ++hash) {
        Hashes wrong = proof;
        wrong[hash][31] ^= 0x80;
        REQUIRE_FALSE(shows(tree.leaves[index], index, size, wrong));
        wrong = proof;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(hash));
        REQUIRE_FALSE(shows(tree.leaves[index], index, size, wrong));
      }
      Hashes longer = proof;
      longer.push_back(root);
      REQUIRE_FALSE(shows(tree.leaves[index], index, size, longer));
    }
  }
}

TEST_CASE("a consistency proof that says anything else shows nothing", "[merkle]") {
  Tree tree(40);
  for (std::size_t to = 1; to <= 40; ++to) {
    const Hash256 to_root = tree.root(to);
    for (std::size_t from = 1; from <= to; ++from) {
      const Hash256 from_root = tree.root(from);
      const Hashes proof = subproof(tree.hasher, from, tree.first(to), true);
      Hash256 other = from_root;
      other[0] ^= 1;
      REQUIRE_FALSE(proves_consistency(tree.hasher, from, other, to, to_root, proof));
      other = to_root;
      other[0] ^= 1;
      REQUIRE_FALSE(proves_consistency(tree.hasher, from, from_root, to, other, proof));
      for (std::size_t hash = 0; hash < proof.size(); ++hash) {
        Hashes wrong = proof;
        wrong[hash][0] ^= 1;
        REQUIRE_FALSE(proves_consistency(tree.hasher, from, from_root, to, to_root, wrong));
        wrong = proof;
        wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(hash));
        REQUIRE_FALSE(proves_consistency(tree.hasher, from, from_root, to, to_root, wrong));
      }
      Hashes longer = proof;
      longer.push_back(to_root);
      REQUIRE_FALSE(proves_consistency(tree.hasher, from, from_root, to, to_root, longer));
    }
  }
}

TEST_CASE("of an empty tree only the empty proof shows something", "[merkle]") {
  Tree tree(3);
  CHECK(proves_consistency(tree.hasher, 0, empty_root(tree.hasher), 3, tree.root(3), {}));
  CHECK_FALSE(proves_consistency(tree.hasher, 0, tree.root(1), 3, tree.root(3), {}));
  CHECK_FALSE(proves_consistency(tree.hasher, 0, empty_root(tree.hasher), 3, tree.root(3),
                                 Hashes{tree.root(1)}));
  CHECK_FALSE(proves_consistency(tree.hasher, 3, tree.root(3), 2, tree.root(2), {}));
}

TEST_CASE("what cannot be read of the tree is the proof's error", "[merkle]") {
  Tree tree(8);
  const SubtreeHashes broken = [](unsigned, std::uint64_t) -> Result<Hash256> {
    return Error{"the disk is gone"};
  };
  const auto inclusion = inclusion_proof(tree.hasher, 3, 8, broken);
  REQUIRE_FALSE(inclusion.ok());
  CHECK(inclusion.error().message == "the disk is gone");
  CHECK_FALSE(consistency_proof(tree.hasher, 3, 8, broken).ok());
}
