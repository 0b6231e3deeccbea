#include "guard/token.h"

#include <algorithm>

#include "tact/check.h"

#include "core/hash/sha256.h"
#include "core/names/hex.h"

namespace tact {
namespace {

constexpr std::string_view prefix = "tact_";
constexpr std::size_t id_digits = 2 * sizeof(TokenSeed::id);
constexpr std::size_t secret_digits = 2 * sizeof(TokenSeed::secret);
constexpr std::size_t name_bytes_max = 64;

// Who else entries are made by.
constexpr std::array<std::string_view, 2> own_names = {"tactd", "anonymous"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool looks_like_token(std::string_view text) { return text.starts_with(prefix); }

std::string wrong_with_token_name(std::string_view name) {
  if (looks_like_token(name)) return "is a token itself; give the token's name";
  const bool is_name =
      !name.empty() && name.size() <= name_bytes_max && is_letter_or_digit(name.front()) &&
      std::all_of(name.begin(), name.end(),
                  [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; });
  if (!is_name) {
    return "must be 1 to 64 letters (a to z), digits, `.`, `-` and `_`, the first a letter or "
           "digit";
  }
  if (std::find(own_names.begin(), own_names.end(), name) != own_names.end()) {
    return "is what tactd itself is called in the log; use another";
  }
  return "";
}

NewToken make_token(std::string name, Roles roles, Instant created, std::optional<Instant> expires,
                    const TokenSeed& seed, const HashCost& cost) {
  TACT_CHECK(wrong_with_token_name(name).empty() && !roles.is_empty());
  NewToken made;
  append_hex(seed.id, made.token.id);
  made.text.append(prefix).append(made.token.id).append("_");
  append_hex(seed.secret, made.text);
  Sha256 sha256;
  const auto presented = parse_token(made.text, sha256);
  TACT_CHECK(presented.has_value() && presented->id == made.token.id);
  made.token.name = std::move(name);
  made.token.roles = roles;
  made.token.created = created;
  made.token.expires = expires;
  made.token.check = presented->check();
  made.token.hash = hash_secret(presented->secret, seed.salt, cost);
  return made;
}

std::optional<PresentedToken> parse_token(std::string_view text, Sha256& sha256) {
  constexpr std::size_t secret_at = prefix.size() + id_digits + 1;
  if (text.size() != secret_at + secret_digits || !text.starts_with(prefix) ||
      text[secret_at - 1] != '_') {
    return std::nullopt;
  }
  const std::string_view id = text.substr(prefix.size(), id_digits);
  const std::string_view secret = text.substr(secret_at);
  TokenSeed seed;
  if (!parse_hex(id, seed.id) || !parse_hex(secret, seed.secret)) return std::nullopt;
  return PresentedToken{std::string(id), std::string(secret), sha256.hash(text)};
}

}  // namespace tact
