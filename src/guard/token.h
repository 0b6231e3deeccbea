// Tokens: `tact_ID_SECRET`. The id finds the token's line, the secret proves it; the prefix lets
// scanners of leaked secrets recognise one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tact/time.h"

#include "guard/role.h"
#include "guard/secret_hash.h"

namespace tact {

class Sha256;

// What is kept of a token: enough to know it again, too little to use it.
struct Token {
  std::string name;  // in whose name entries are made in the log
  std::string id;    // 12 hexadecimal digits
  Roles roles;
  Instant created;
  std::optional<Instant> expires;  // from then on it is refused
  std::uint16_t check = 0;         // of its secret: see secret_hash.h
  SecretHash hash;

  bool operator==(const Token&) const = default;
};

// Letters, digits, `.`, `-` and `_`, at most 64, the first a letter or digit; none of the daemon's
// own names, and nothing that looks like a token. "" where it is fine, else why not, going on from
// the name.
std::string wrong_with_token_name(std::string_view name);

// What a new token is made of. REQUIRES: from a good source of randomness, never used twice.
struct TokenSeed {
  std::array<std::uint8_t, 6> id{};
  std::array<std::uint8_t, 32> secret{};
  Salt salt{};
};

struct NewToken {
  Token token;
  std::string text;  // what its owner gets, once
};
// REQUIRES: wrong_with_token_name(name) is empty, and the roles are not.
NewToken make_token(std::string name, Roles roles, Instant created, std::optional<Instant> expires,
                    const TokenSeed& seed, const HashCost& cost = {});

// A token as somebody shows it, taken apart. Whether it is one of ours, the Guard says.
struct PresentedToken {
  std::string id;
  std::string secret;  // as written
  Hash256 digest{};    // of the whole text, by SHA-256

  std::uint16_t check() const { return static_cast<std::uint16_t>(digest[0] << 8 | digest[1]); }
};

// Empty where it has not the form of a token.
std::optional<PresentedToken> parse_token(std::string_view text, Sha256& sha256);

// Whether it has the beginning of one: for messages that must not repeat it.
bool looks_like_token(std::string_view text);

}  // namespace tact
