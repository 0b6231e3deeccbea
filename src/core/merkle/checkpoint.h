// What a ledger commits to: its name, its size and its Merkle root, as C2SP tlog-checkpoint text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tact/hash.h"
#include "tact/result.h"

namespace tact {

// The text is three lines, each ended by "\n": the origin, the size in decimal, the root in base64.
//   example.com/tact
//   8
//   XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
// A signed note is this text, an empty line and signatures; those are not handled here.
struct Checkpoint {
  std::string origin;  // Also the name of the ledger's key: see is_valid_origin.
  std::uint64_t size = 0;
  Hash256 root{};

  bool operator==(const Checkpoint&) const = default;
};

// One or more printable ASCII characters, without space and "+", which signed notes use themselves.
bool is_valid_origin(std::string_view origin);

// REQUIRES: the origin is valid.
std::string format_checkpoint(const Checkpoint& checkpoint);

// Takes exactly what format_checkpoint writes. Extension lines, which C2SP allows, are refused: our
// ledgers have none, and what would not be understood should not be trusted.
Result<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace tact
