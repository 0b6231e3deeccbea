// The end of the ledger: hashes entries as they are committed, keeps the tiles of their Merkle tree
// and says what it commits to.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "core/hash/sha256.h"
#include "core/merkle/checkpoint.h"
#include "core/merkle/frontier.h"
#include "core/merkle/tile.h"
#include "store/store.h"

namespace tact {

// Threads: the commit thread's only.
class Appender {
 public:
  // Picks up where the store's last group ended; before that, keeps the tiles that a store of an
  // earlier Tact lacks. An Error where the stored frontier, tiles and last entries are not of one
  // tree.
  static Result<Appender> open(Store& store, std::string origin);

  // Hashes the group's entries, sets its frontier, and adds the tiles that they change. REQUIRES:
  // the group begins at size().
  void seal(Group& group);
  // The same where the entries' leaf hashes are known: of one that was dropped they cannot be made.
  void seal(Group& group, std::span<const Hash256> leaves);

  Seq size() const { return Seq{frontier_.size()}; }
  Checkpoint checkpoint();
  const Frontier& frontier() const { return frontier_; }

 private:
  Appender(std::string origin, std::unique_ptr<Sha256> hasher, Frontier frontier, TileEdge edge)
      : origin_(std::move(origin)),
        hasher_(std::move(hasher)),
        frontier_(std::move(frontier)),
        edge_(std::move(edge)) {}

  std::string origin_;
  std::unique_ptr<Sha256> hasher_;
  Frontier frontier_;
  TileEdge edge_;
};

// What is kept of a checkpoint outside the database: the checkpoint itself, and the frontier that
// lets a start prove that the ledger extends it by hashing only what came after.
struct Anchor {
  Checkpoint checkpoint;
  Frontier frontier;
};
std::string format_anchor(const Anchor& anchor);
Result<Anchor> parse_anchor(std::string_view text);

// An Error, saying how, where the store's ledger is shorter than the anchor or does not extend it.
Status check_extends(const Store& store, const Anchor& anchor);

}  // namespace tact
