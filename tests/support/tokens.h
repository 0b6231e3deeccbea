// Tokens made of a number, with a hash that is quick.
#pragma once

#include <optional>
#include <string>

#include "guard/token.h"

namespace tact::test {

inline constexpr HashCost quick{10, 1, 1};

// The same number, the same id and secret.
inline NewToken token_of(const std::string& name, Roles roles, std::uint8_t number,
                         std::optional<Instant> expires = {}) {
  TokenSeed seed;
  seed.id.fill(number);
  seed.secret.fill(static_cast<std::uint8_t>(number + 100));
  seed.salt.fill(static_cast<std::uint8_t>(number + 200));
  return make_token(name, roles, *parse_instant("2026-11-01T00:00:00Z"), expires, seed, quick);
}

}  // namespace tact::test
