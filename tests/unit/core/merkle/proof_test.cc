#include "core/merkle/proof.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/json/reader.h"
#include "support/merkle_reference.h"

namespace tact::test {
namespace {

constexpr std::uint64_t size_max = std::numeric_limits<std::uint64_t>::max();

// Nodes computed from leaves; fails the test where one outside the tree is asked for.
NodeReader nodes_of(Sha256& hasher, Leaves leaves) {
  return [&hasher, leaves](TreeNode node) -> Result<Hash256> {
    const std::uint64_t width = std::uint64_t{1} << node.level;
    REQUIRE((node.index + 1) * width <= leaves.size());
    return reference_root(hasher, leaves.subspan(node.index * width, width));
  };
}

Hash256 hash_of(std::string_view hex) {
  const auto bytes = from_hex(hex);
  REQUIRE(bytes.has_value());
  Hash256 hash{};
  REQUIRE(bytes->size() == hash.size());
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

JsonValue member(JsonValue object, std::string_view key) {
  for (const JsonValue value : object) {
    if (value.key() == key) return value;
  }
  FAIL("no `" << key << "` in the vectors");
  return object;
}

std::uint64_t number(JsonValue object, std::string_view key) {
  return static_cast<std::uint64_t>(member(object, key).integer());
}

MerkleProof path_of(JsonValue vector) {
  MerkleProof path;
  for (const JsonValue hash : member(vector, "path")) path.push_back(hash_of(hash.string()));
  return path;
}

struct Vectors {
  Vectors() {
    std::ifstream file(TACT_SOURCE_DIR "/tests/vectors/rfc6962.json");
    std::stringstream text;
    text << file.rdbuf();
    document = parser.parse(text.str());
    REQUIRE(document->ok());
    for (const JsonValue leaf : all("leaves")) {
      leaves.push_back(leaf_hash(hasher, from_hex(leaf.string()).value()));
    }
    roots.push_back(hash_of(all("empty_root").string()));
    for (const JsonValue root : all("roots")) roots.push_back(hash_of(root.string()));
  }

  JsonValue all(std::string_view key) const { return member(**document, key); }

  Sha256 hasher;
  JsonParser parser;
  std::optional<Result<JsonValue, JsonError>> document;
  std::vector<Hash256> leaves;
  std::vector<Hash256> roots;  // by size
};

// One change to a proof, its index, its sizes or its roots: none of them may pass.
struct Claim {
  std::uint64_t first = 0;  // inclusion: the index; consistency: the older size
  std::uint64_t size = 0;
  Hash256 known{};  // the leaf's hash; the older root
  Hash256 root{};
  MerkleProof proof;
};

std::vector<Claim> falsified(const Claim& claim) {
  std::vector<Claim> all;
  const auto with = [&](auto change) {
    all.push_back(claim);
    change(all.back());
  };
  with([](Claim& c) { ++c.first; });
  with([](Claim& c) { --c.first; });  // 0 becomes the largest number.
  with([](Claim& c) { c.first ^= 2; });
  with([](Claim& c) { c.size *= 2; });
  with([](Claim& c) { c.size /= 2; });
  with([](Claim& c) { c.known[31] ^= 1; });
  with([](Claim& c) { c.root[0] ^= 0x80; });
  with([](Claim& c) { c.proof.push_back(c.root); });
  with([](Claim& c) { c.proof.push_back(c.proof.empty() ? c.known : c.proof.back()); });
  with([](Claim& c) { c.proof.insert(c.proof.begin(), c.known); });
  with([](Claim& c) { c.proof.insert(c.proof.begin(), c.root); });
  for (std::size_t i = 0; i < claim.proof.size(); ++i) {
    with([i](Claim& c) { c.proof[i][i % 32] ^= 4; });
    with([i](Claim& c) { c.proof.erase(c.proof.begin() + static_cast<std::ptrdiff_t>(i)); });
    if (i > 0) with([i](Claim& c) { std::swap(c.proof[i], c.proof[i - 1]); });
  }
  return all;
}

bool includes(Sha256& hasher, const Claim& claim) {
  return check_inclusion(hasher, claim.known, claim.first, claim.size, claim.proof, claim.root);
}

bool is_consistent(Sha256& hasher, const Claim& claim) {
  return check_consistency(hasher, claim.first, claim.known, claim.size, claim.root, claim.proof);
}

TEST_CASE("roots and paths are those of Certificate Transparency's vectors", "[merkle]") {
  Vectors vectors;
  Sha256& hasher = vectors.hasher;
  const Leaves leaves = vectors.leaves;
  REQUIRE(leaves.size() == 8);
  REQUIRE(vectors.roots.size() == 9);
  for (std::size_t size = 0; size <= 8; ++size) {
    const auto root = tree_root(hasher, size, nodes_of(hasher, leaves));
    REQUIRE(root.ok());
    CHECK(*root == vectors.roots[size]);
  }
  std::size_t inclusions = 0;
  for (const JsonValue vector : vectors.all("inclusion")) {
    const std::uint64_t index = number(vector, "index");
    const std::uint64_t size = number(vector, "size");
    INFO("leaf " << index << " of " << size);
    const auto proof = inclusion_proof(hasher, index, size, nodes_of(hasher, leaves));
    REQUIRE(proof.ok());
    CHECK(*proof == path_of(vector));
    CHECK(check_inclusion(hasher, leaves[index], index, size, *proof, vectors.roots[size]));
    ++inclusions;
  }
  CHECK(inclusions == 36);
  std::size_t consistencies = 0;
  for (const JsonValue vector : vectors.all("consistency")) {
    const std::uint64_t from = number(vector, "from");
    const std::uint64_t to = number(vector, "to");
    INFO("from " << from << " to " << to);
    const auto proof = consistency_proof(hasher, from, to, nodes_of(hasher, leaves));
    REQUIRE(proof.ok());
    CHECK(*proof == path_of(vector));
    CHECK(check_consistency(hasher, from, vectors.roots[from], to, vectors.roots[to], *proof));
    ++consistencies;
  }
  CHECK(consistencies == 36);
}

TEST_CASE("every proof of every tree of up to 70 leaves is the RFC's, and nothing else passes",
          "[merkle]") {
  Sha256 hasher;
  const std::vector<Hash256> all = made_up_leaves(hasher, 70);
  std::vector<Hash256> roots;
  for (std::size_t size = 0; size <= all.size(); ++size) {
    roots.push_back(reference_root(hasher, Leaves(all).first(size)));
  }
  for (std::size_t size = 1; size <= all.size(); ++size) {
    const Leaves leaves = Leaves(all).first(size);
    const NodeReader nodes = nodes_of(hasher, leaves);
    for (std::size_t first = 0; first <= size; ++first) {
      INFO("first " << first << ", size " << size);
      if (first < size) {
        const auto proof = inclusion_proof(hasher, first, size, nodes);
        REQUIRE(proof.ok());
        REQUIRE(*proof == reference_inclusion(hasher, first, leaves));
        const Claim claim{first, size, all[first], roots[size], *proof};
        REQUIRE(includes(hasher, claim));
        for (const Claim& wrong : falsified(claim)) REQUIRE_FALSE(includes(hasher, wrong));
      }
      const auto proof = consistency_proof(hasher, first, size, nodes);
      REQUIRE(proof.ok());
      if (first > 0) REQUIRE(*proof == reference_consistency(hasher, first, leaves));
      const Claim claim{first, size, roots[first], roots[size], *proof};
      REQUIRE(is_consistent(hasher, claim));
      if (first == 0 || first == size) continue;
      for (const Claim& wrong : falsified(claim)) REQUIRE_FALSE(is_consistent(hasher, wrong));
    }
  }
}

TEST_CASE("random proofs of random trees are the RFC's", "[merkle]") {
  std::mt19937_64 random(20261123);
  Sha256 hasher;
  const std::vector<Hash256> all = made_up_leaves(hasher, 3000);
  for (int round = 0; round < 100; ++round) {
    const std::size_t size = 1 + random() % all.size();
    const std::size_t from = 1 + random() % size;
    const std::size_t index = random() % size;
    INFO("from " << from << ", index " << index << ", size " << size);
    const Leaves leaves = Leaves(all).first(size);
    const NodeReader nodes = nodes_of(hasher, leaves);
    const Hash256 root = reference_root(hasher, leaves);
    REQUIRE(tree_root(hasher, size, nodes).value() == root);
    const MerkleProof included = inclusion_proof(hasher, index, size, nodes).value();
    REQUIRE(included == reference_inclusion(hasher, index, leaves));
    REQUIRE(check_inclusion(hasher, leaves[index], index, size, included, root));
    const MerkleProof consistent = consistency_proof(hasher, from, size, nodes).value();
    REQUIRE(consistent == reference_consistency(hasher, from, leaves));
    const Hash256 older = reference_root(hasher, leaves.first(from));
    REQUIRE(check_consistency(hasher, from, older, size, root, consistent));
  }
}

TEST_CASE("an empty tree begins every tree, and holds nothing", "[merkle]") {
  Sha256 hasher;
  const Hash256 empty = empty_root(hasher);
  const Hash256 other = leaf_hash(hasher, "other");
  const MerkleProof some = {other};
  CHECK(check_consistency(hasher, 0, empty, 0, empty, {}));
  CHECK(check_consistency(hasher, 0, empty, 5, other, {}));
  CHECK_FALSE(check_consistency(hasher, 0, other, 5, other, {}));
  CHECK_FALSE(check_consistency(hasher, 0, empty, 5, other, some));
  CHECK_FALSE(check_consistency(hasher, 0, empty, 0, empty, some));
  CHECK_FALSE(check_consistency(hasher, 1, other, 0, empty, {}));
  CHECK_FALSE(check_inclusion(hasher, other, 0, 0, {}, empty));
  CHECK_FALSE(check_inclusion(hasher, other, 0, 0, {}, other));
}

TEST_CASE("the largest sizes neither hang nor pass", "[merkle]") {
  Sha256 hasher;
  const Hash256 some = leaf_hash(hasher, "some");
  for (const std::size_t length : {0, 1, 63, 64, 65, 1000}) {
    const MerkleProof proof(length, some);
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{1} << 63, size_max - 1}) {
      CHECK_FALSE(check_inclusion(hasher, some, first, size_max, proof, some));
      CHECK_FALSE(check_consistency(hasher, first, some, size_max, some, proof));
    }
  }
}

TEST_CASE("a proof of a tree too large to build asks for the nodes of its two edges", "[merkle]") {
  Sha256 hasher;
  // Each node says where it is, so that the proof shows what was asked for.
  std::vector<TreeNode> asked;
  const NodeReader nodes = [&](TreeNode node) -> Result<Hash256> {
    asked.push_back(node);
    return leaf_hash(hasher, std::to_string(node.level) + '/' + std::to_string(node.index));
  };
  const std::uint64_t size = (std::uint64_t{1} << 40) + 3;
  const auto proof = inclusion_proof(hasher, size - 1, size, nodes);
  REQUIRE(proof.ok());
  REQUIRE(proof->size() == 2);
  CHECK(asked == std::vector<TreeNode>{{1, std::uint64_t{1} << 39}, {40, 0}});
  asked.clear();
  REQUIRE(inclusion_proof(hasher, 12345, size_max, nodes).ok());
  CHECK(asked.size() <= 128);
  for (const TreeNode& node : asked) {
    REQUIRE(node.level < 64);
    CHECK(node.index <= (size_max >> node.level) - 1);
  }
}

TEST_CASE("a node that cannot be read is the proof's error", "[merkle]") {
  Sha256 hasher;
  const NodeReader broken = [](TreeNode) -> Result<Hash256> { return Error{"the disk is gone"}; };
  CHECK(tree_root(hasher, 3, broken).error().message == "the disk is gone");
  CHECK(inclusion_proof(hasher, 0, 3, broken).error().message == "the disk is gone");
  CHECK(consistency_proof(hasher, 1, 3, broken).error().message == "the disk is gone");
}

}  // namespace
}  // namespace tact::test
