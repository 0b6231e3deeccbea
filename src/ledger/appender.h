// The end of the ledger: hashes entries as they are committed and says what it commits to.
#pragma once

#include <memory>
#include <string>

#include "core/hash/sha256.h"
#include "core/merkle/checkpoint.h"
#include "core/merkle/frontier.h"
#include "store/store.h"

namespace tact {

// Threads: the commit thread's only.
class Appender {
 public:
  // Picks up where the store's last group ended.
  static Result<Appender> open(const Store& store, std::string origin);

  // Hashes the group's entries and sets its frontier. REQUIRES: the group begins at size().
  void seal(Group& group);

  Seq size() const { return Seq{frontier_.size()}; }
  Checkpoint checkpoint();
  const Frontier& frontier() const { return frontier_; }

 private:
  Appender(std::string origin, std::unique_ptr<Sha256> hasher, Frontier frontier)
      : origin_(std::move(origin)), hasher_(std::move(hasher)), frontier_(std::move(frontier)) {}

  std::string origin_;
  std::unique_ptr<Sha256> hasher_;
  Frontier frontier_;
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
