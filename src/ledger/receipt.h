// Receipts: proof, in one file, that an entry is in the ledger (C2SP tlog-proof v1).
//
//   c2sp.org/tlog-proof@v1
//   extra BASE64                 the entry's exact bytes, so that the file stands by itself
//   index 182736                 its seq
//   BASE64                       the inclusion proof: a hash a line, the leaf's sibling first
//   …
//                                an empty line
//   acme.example/tact            the checkpoint: a signed note, as it was given
//   …
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "core/merkle/checkpoint.h"
#include "core/merkle/proof.h"
#include "core/note/signing.h"

namespace tact {

inline constexpr std::string_view receipt_first_line = "c2sp.org/tlog-proof@v1";
inline constexpr std::size_t receipt_bytes_max = std::size_t{1} << 20;

struct Receipt {
  std::string entry;  // its exact bytes
  std::uint64_t index = 0;
  MerkleProof path;
  std::string checkpoint;  // a signed note, byte for byte

  bool operator==(const Receipt&) const = default;
};

std::string format_receipt(const Receipt& receipt);
// Takes exactly what format_receipt writes; nothing of it is checked yet.
Result<Receipt> parse_receipt(std::string_view text);

// What a receipt that holds proves.
struct Received {
  Entry entry;
  Checkpoint checkpoint;
  std::vector<Verified> signatures;  // of the checkpoint, by the keys that were given
};

// An Error, saying what does not hold. `keys`: the log's, one of which must have signed, and those
// of witnesses; a wrong signature of any of them is refused.
Result<Received> check_receipt(const Receipt& receipt, std::span<const VerifierKey> keys);

}  // namespace tact
