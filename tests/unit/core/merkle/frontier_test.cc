#include "core/merkle/frontier.h"

#include <span>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/merkle/tree_hash.h"

using namespace tact;

namespace {

// RFC 6962, section 2.1, word for word.
Hash256 reference_root(Sha256& hasher, std::span<const Hash256> leaves) {
  if (leaves.empty()) return empty_root(hasher);
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;  // The largest power of two smaller than the number of leaves.
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(hasher, reference_root(hasher, leaves.first(k)),
                   reference_root(hasher, leaves.subspan(k)));
}

std::vector<Hash256> some_leaves(Sha256& hasher, std::size_t count) {
  std::vector<Hash256> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(hasher, std::to_string(i)));
  return leaves;
}

Frontier frontier_of(Sha256& hasher, std::size_t size) {
  Frontier frontier;
  for (const Hash256& leaf : some_leaves(hasher, size)) frontier.append(hasher, leaf);
  return frontier;
}

}  // namespace

TEST_CASE("roots are those of Certificate Transparency's published vectors", "[merkle]") {
  struct Row {
    std::string leaf;
    std::string root;  // Once the leaf is appended.
  };
  const std::vector<Row> rows = {
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f",
       "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  Sha256 hasher;
  Frontier frontier;
  CHECK(to_hex(frontier.root(hasher)) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const Row& row : rows) {
    frontier.append(hasher, leaf_hash(hasher, from_hex(row.leaf).value()));
    CHECK(to_hex(frontier.root(hasher)) == row.root);
  }
  CHECK(frontier.size() == 8);
  CHECK(frontier.subtrees().size() == 1);
}

TEST_CASE("roots agree with the definition for every size up to 300", "[merkle]") {
  Sha256 hasher;
  const std::vector<Hash256> leaves = some_leaves(hasher, 300);
  Frontier frontier;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    INFO("size " << size);
    REQUIRE(frontier.size() == size);
    REQUIRE(frontier.root(hasher) == reference_root(hasher, std::span(leaves).first(size)));
    if (size < leaves.size()) frontier.append(hasher, leaves[size]);
  }
}

TEST_CASE("a decoded frontier is the one that was encoded, and goes on like it", "[merkle]") {
  Sha256 hasher;
  const std::size_t size = GENERATE(0, 1, 2, 3, 7, 8, 255, 256, 300);
  Frontier frontier = frontier_of(hasher, size);
  auto decoded = Frontier::decode(hasher, frontier.encode(hasher));
  REQUIRE(decoded.ok());
  CHECK(*decoded == frontier);
  CHECK(decoded->size() == size);
  const Hash256 leaf = leaf_hash(hasher, "next");
  CHECK_FALSE(frontier.root(hasher) == leaf);
  frontier.append(hasher, leaf);
  CHECK_FALSE(*decoded == frontier);
  decoded->append(hasher, leaf);
  CHECK(*decoded == frontier);
  CHECK(decoded->root(hasher) == frontier.root(hasher));
}

TEST_CASE("the bytes on disk are the documented ones", "[merkle]") {
  Sha256 hasher;
  Frontier frontier;
  frontier.append(hasher, leaf_hash(hasher, ""));
  CHECK(to_hex(frontier.encode(hasher)) ==
        "01"
        "0000000000000001"
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        "25430680a76932b7");
}

TEST_CASE("an encoded frontier with any one bit changed is refused", "[merkle]") {
  Sha256 hasher;
  const std::string bytes = frontier_of(hasher, 6).encode(hasher);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    INFO("bit " << bit);
    REQUIRE_FALSE(Frontier::decode(hasher, damaged).ok());
  }
}

TEST_CASE("an encoded frontier that is cut short or goes on is refused", "[merkle]") {
  Sha256 hasher;
  const std::string bytes = frontier_of(hasher, 6).encode(hasher);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    INFO("length " << length);
    REQUIRE_FALSE(Frontier::decode(hasher, bytes.substr(0, length)).ok());
  }
  CHECK_FALSE(Frontier::decode(hasher, bytes + '\0').ok());
}

TEST_CASE("a damaged frontier is refused in words that say what to do", "[merkle]") {
  Sha256 hasher;
  std::string bytes = frontier_of(hasher, 6).encode(hasher);
  bytes[0] = 2;
  CHECK(Frontier::decode(hasher, bytes).error().message ==
        "the stored Merkle frontier has an unknown version; rebuild it from the ledger's entries");
}
