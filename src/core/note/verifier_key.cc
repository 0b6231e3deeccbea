#include "core/note/verifier_key.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "tact/check.h"

#include "core/hash/encoding.h"
#include "core/hash/sha256.h"
#include "core/yaml/source.h"

namespace tact {
namespace {

// U+0085 and what Unicode calls a separator, in UTF-8; the ASCII ones are below U+0021.
constexpr std::array<std::string_view, 19> spaces = {
    "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
    "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

std::string typed_key(const VerifierKey& key) {
  std::string bytes(1, static_cast<char>(key.type));
  bytes.append(key.key.begin(), key.key.end());
  return bytes;
}

std::string id_digits(std::uint32_t id) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(id >> shift & 0xff);
  return to_hex(bytes);
}

std::optional<KeyType> parse_key_type(char byte) {
  for (const KeyType type : {KeyType::ed25519, KeyType::cosignature}) {
    if (static_cast<char>(type) == byte) return type;
  }
  return std::nullopt;
}

}  // namespace

bool is_valid_key_name(std::string_view name) {
  if (name.empty() || find_invalid_utf8(name) != std::string_view::npos) return false;
  const bool has_forbidden = std::any_of(name.begin(), name.end(), [](char letter) {
    return static_cast<unsigned char>(letter) <= ' ' || letter == '\x7f' || letter == '+';
  });
  const auto has = [name](std::string_view space) { return name.find(space) != name.npos; };
  return !has_forbidden && std::none_of(spaces.begin(), spaces.end(), has);
}

std::uint32_t key_id(const VerifierKey& key) {
  Sha256 hasher;
  const Hash256 hash = hasher.hash(key.name, "\n", typed_key(key));
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) id = id << 8 | hash[i];
  return id;
}

std::string format_verifier_key(const VerifierKey& key) {
  TACT_CHECK(is_valid_key_name(key.name));
  return key.name + '+' + id_digits(key_id(key)) + '+' + to_base64(typed_key(key));
}

Result<VerifierKey> parse_verifier_key(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) {
    return Error{"is not a key such as example.com/tact+530d903a+AekyeRrm..."};
  }
  VerifierKey key;
  key.name = text.substr(0, first);
  if (!is_valid_key_name(key.name)) return Error{"begins with a name that no key may have"};
  const auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->empty()) return Error{"does not end with a key in base64"};
  const auto type = parse_key_type(bytes->front());
  if (!type || bytes->size() != 1 + key.key.size()) {
    return Error{
        "is a key of another kind; only Ed25519 (type 1) and cosignature/v1 (type 4) are "
        "understood"};
  }
  key.type = *type;
  std::copy(bytes->begin() + 1, bytes->end(), key.key.begin());
  if (text.substr(first + 1, second - first - 1) != id_digits(key_id(key))) {
    return Error{"was changed or copied in part: its id is not that of its name and key"};
  }
  return key;
}

}  // namespace tact
