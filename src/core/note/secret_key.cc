#include "core/note/secret_key.h"

#include <algorithm>
#include <optional>

#include "core/hash/encoding.h"

namespace tact {
namespace {

constexpr std::string_view prefix = "PRIVATE+KEY+";

constexpr std::size_t id_length = 10;  // `+`, 8 digits, `+`

// NAME+ID+ of the public key, which the private one has as well.
std::string named_id(const SecretKey& key) {
  return format_verifier_key(key.signer().verifier()).substr(0, key.name.size() + id_length);
}

}  // namespace

std::string format_secret_key(const SecretKey& key) {
  std::string secret(1, static_cast<char>(key.type));
  secret.append(key.seed.begin(), key.seed.end());
  return std::string(prefix) + named_id(key) + to_base64(secret);
}

Result<SecretKey> parse_secret_key(std::string_view text) {
  if (!text.starts_with(prefix)) return Error{"does not begin with PRIVATE+KEY+"};
  text.remove_prefix(prefix.size());
  const std::string_view name = text.substr(0, text.find('+'));
  const std::size_t last = std::min(name.size() + id_length, text.size());
  const auto secret = from_base64(text.substr(last));
  if (!is_valid_key_name(name) || !secret || secret->size() != 1 + Ed25519Seed().size()) {
    return Error{"is not a name, an id and a secret with `+` between them"};
  }
  if (secret->front() != static_cast<char>(KeyType::ed25519)) {
    return Error{"is a key of another kind than Ed25519 (type 1)"};
  }
  Ed25519Seed seed;
  std::copy(secret->begin() + 1, secret->end(), seed.begin());
  SecretKey key(std::string(name), KeyType::ed25519, seed);
  wipe(seed);
  if (text.substr(0, last) != named_id(key)) {
    return Error{"was changed or copied in part: its id is not that of its name and key"};
  }
  return key;
}

}  // namespace tact
