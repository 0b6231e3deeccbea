#include "ledger/hash_tree.h"

#include <random>

#include "unit/ledger/tree_model.h"

namespace tact::test {
namespace {

// Roots, tiles and some proofs of the tree of `size` entries, as the whole ledger has them.
void check_tree(GrowingLedger& ledger, std::uint64_t size, std::mt19937_64& random) {
  INFO("size " << size << " of " << ledger.leaves.size());
  HashTree tree(ledger.store);
  REQUIRE(tree.size() == ledger.leaves.size());
  const Leaves leaves = ledger.first(size);
  const Hash256 root = reference_root(ledger.hasher, leaves);
  REQUIRE(tree.root(size).value() == root);
  std::vector<std::uint64_t> seqs = {0, size - 1, size / 2, (size - 1) / 256 * 256,
                                     random() % size};
  for (const std::uint64_t seq : seqs) {
    const auto proof = tree.inclusion(Seq{seq}, size);
    REQUIRE(proof.ok());
    REQUIRE(check_inclusion(ledger.hasher, leaves[seq], seq, size, *proof, root));
  }
  for (const std::uint64_t seq : seqs) {
    const std::uint64_t from = seq + 1;
    const auto proof = tree.consistency(from, size);
    REQUIRE(proof.ok());
    const Hash256 older = tree.root(from).value();
    REQUIRE(check_consistency(ledger.hasher, from, older, size, root, *proof));
  }
  REQUIRE(tree.inclusion(Seq{seqs[4]}, size).value() ==
          reference_inclusion(ledger.hasher, seqs[4], leaves));
  REQUIRE(tree.consistency(seqs[4] + 1, size).value() ==
          reference_consistency(ledger.hasher, seqs[4] + 1, leaves));
}

TEST_CASE("proofs and roots are the definition's at every edge of tiles", "[ledger]") {
  std::mt19937_64 random(20261123);
  GrowingLedger ledger;
  ledger.restart();
  for (const std::uint64_t size : edge_sizes) {
    ledger.grow_to(size);
    if (size > 0) check_tree(ledger, size, random);
  }
  // Older trees, when the ledger has long grown beyond them.
  for (const std::uint64_t size : edge_sizes) {
    if (size > 0) check_tree(ledger, size, random);
  }
  for (int round = 0; round < 20; ++round) {
    check_tree(ledger, 1 + random() % ledger.leaves.size(), random);
  }
}

TEST_CASE("an empty ledger has a root and an empty proof", "[ledger]") {
  GrowingLedger ledger;
  ledger.restart();
  HashTree tree(ledger.store);
  CHECK(tree.root(0).value() == empty_root(ledger.hasher));
  CHECK(tree.consistency(0, 0).value().empty());
}

TEST_CASE("tiles hold what the tree has by now", "[ledger]") {
  GrowingLedger ledger;
  ledger.restart();
  ledger.grow_to(600);
  HashTree tree(ledger.store);
  ledger.commit(100);  // The tree asked about stays what it was.
  CHECK(tree.tile({0, 0}).value().size() == 256);
  CHECK(tree.tile({0, 2}).value().size() == 88);
  CHECK(tree.tile({1, 0}).value().size() == 2);
  CHECK(HashTree(ledger.store).tile({0, 2}).value().size() == 188);
}

TEST_CASE("a tree whose tiles are missing says so", "[ledger]") {
  GrowingLedger ledger;
  ledger.commit_without_tiles(600);
  HashTree tree(ledger.store);
  const auto root = tree.root(600);
  REQUIRE_FALSE(root.ok());
  CHECK(root.error().message ==
        "the ledger's Merkle tree is damaged: tile 1/0 is missing; restore the data directory "
        "from a backup");
}

}  // namespace
}  // namespace tact::test
