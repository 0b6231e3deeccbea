// Checks an export of the ledger, or any other copy of its entries, against a checkpoint.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "core/merkle/checkpoint.h"
#include "core/merkle/frontier.h"
#include "core/note/verifier_key.h"
#include "ledger/damage.h"
#include "ledger/dropped_lines.h"
#include "ledger/line_source.h"

namespace tact {

// What a signed checkpoint says, or why it is not believed. One of `keys` that is named as its
// origin must have signed it; a wrong signature by any of them is refused.
Result<Checkpoint, Damage> read_signed_checkpoint(std::string_view note,
                                                  std::span<const VerifierKey> keys);

struct LogCopy {
  LineSource* entries = nullptr;  // exact bytes, from entry `first` on; of a dropped one none
  LineSource* hashes = nullptr;   // of all entries, in hexadecimal; null: there are none
  Checkpoint checkpoint;
  std::optional<Checkpoint> since;  // an older one, which it must extend
  std::uint64_t first = 0;
  std::optional<Frontier> edge;  // of the checkpoint's tree, if known: narrows what was altered
  // Of a store: it may not be done with dropping, and may have been told to by entries that the
  // checkpoint does not cover. Those are asked for where they are needed; may be empty.
  DroppedCount dropped = DroppedCount::as_stated;
  std::function<Result<std::vector<RetentionMark>>()> newer_marks;
  std::string hashes_name = "FILE.hashes";      // for people
  std::function<void(std::uint64_t)> progress;  // how many entries were read; may be empty
};

struct ExportReport {
  std::optional<Damage> damage;  // nothing: all is as it was signed
  Dropped dropped;               // what retention dropped, and which entries say so
};

// One pass in constant memory; another one, with 80 bytes an
// entry, only to name what differs. The hashes are believed if the checkpoint's root covers them:
// then an entry that was altered can be named, and dropped entries stand in the tree by their
// hashes. An Error: a source cannot be read.
Result<ExportReport> check_export(const LogCopy& copy);

}  // namespace tact
