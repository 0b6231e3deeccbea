// What is kept of a token's secret: a slow, salted hash (scrypt, RFC 7914), and a check of 16 bits
// that costs nothing.
//
// Secrets are 256 random bits, which nobody finds by trying. The hash is slow all the same, in case
// one is ever not as random as it should be. The check lets nearly every wrong secret (all but one
// in 65,536) be refused without that work, so that a flood of wrong ones burns no time; it tells
// who reads the file 16 of 256 bits.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tact/hash.h"

namespace tact {

// scrypt's parameters. Memory: 128 · r · 2^log2_n bytes.
struct HashCost {
  unsigned log2_n = 14;
  unsigned r = 8;
  unsigned p = 1;

  bool operator==(const HashCost&) const = default;
};

// Whether the hash is neither too weak to be one nor so dear that it stops the daemon.
bool is_sensible(const HashCost& cost);

using Salt = std::array<std::uint8_t, 16>;

struct SecretHash {
  HashCost cost;
  Salt salt{};
  Hash256 digest{};

  bool operator==(const SecretHash&) const = default;
};

// Some 40 ms and 16 MiB at the usual cost. REQUIRES: is_sensible(cost). Throws where OpenSSL has no
// scrypt or the machine no memory.
SecretHash hash_secret(std::string_view secret, const Salt& salt, const HashCost& cost);

// As slow; takes the same time whatever the secret.
bool is_secret_of(const SecretHash& hash, std::string_view secret);

// In the same time for equal and unequal ones.
bool are_equal(const Hash256& a, const Hash256& b);

// "scrypt:14:8:1:SALT:DIGEST", bytes in hexadecimal.
std::string format_secret_hash(const SecretHash& hash);
// Empty unless it is exactly what format_secret_hash() writes, and sensible.
std::optional<SecretHash> parse_secret_hash(std::string_view text);

}  // namespace tact
