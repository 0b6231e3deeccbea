// The 256-bit digest that policies, ledger entries and Merkle trees are named by.
#pragma once

#include <array>
#include <cstdint>

namespace tact {

// Always SHA-256 or HMAC-SHA256, in the order in which the standard prints the bytes.
using Hash256 = std::array<std::uint8_t, 32>;

}  // namespace tact
