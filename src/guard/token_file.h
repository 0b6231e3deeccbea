// The token file as text: a line for each token, and of its secret only a hash.
//
//   tact-tokens 1
//   # NAME  ID  ROLES  CREATED  EXPIRES  CHECK  HASH
//   crm  0a1b2c3d4e5f  sender  2026-11-24T12:00:00.000Z  -  9f3c  scrypt:14:8:1:…:…
//
// The first line is the format's version. Blanks separate the columns; a line that begins with `#`
// is a remark. ID: 12 hexadecimal digits, in the token itself too. ROLES: see role.h, with commas
// between. CREATED and EXPIRES: RFC 3339; EXPIRES `-`: never. CHECK: the first 16 bits of the
// SHA-256 of the token. HASH: scrypt:LOG2_N:R:P:SALT:DIGEST of its SECRET (see secret_hash.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "guard/token.h"

namespace tact {

struct TokenFileError {
  std::size_t line = 0;  // from 1
  // Quotes nothing of the line: anything in it may be a secret in the wrong place.
  std::string message;
};

// All tokens, or everything that is wrong: never some of them.
Result<std::vector<Token>, std::vector<TokenFileError>> parse_tokens(std::string_view text);

// The whole file.
std::string format_tokens(const std::vector<Token>& tokens);

}  // namespace tact
