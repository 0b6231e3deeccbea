// A note's private key as text, in the form of Go's `sumdb/note`, which other logs use as well:
//   PRIVATE+KEY+NAME+ID+SECRET, SECRET being base64 of the type's byte and the 32-byte seed.
#pragma once

#include <string>
#include <string_view>

#include "tact/result.h"

#include "core/note/signing.h"

namespace tact {

// Overwritten when it goes.
struct SecretKey {
  SecretKey(std::string named, KeyType kind, const Ed25519Seed& secret)
      : name(std::move(named)), type(kind), seed(secret) {}
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey() { wipe(seed); }

  std::string name;
  KeyType type;
  Ed25519Seed seed;

  NoteSigner signer() const { return {name, type, seed}; }
};

// REQUIRES: the name is valid.
std::string format_secret_key(const SecretKey& key);
// Takes exactly what format_secret_key writes. The error goes on from what was read, and quotes
// nothing of it.
Result<SecretKey> parse_secret_key(std::string_view text);

}  // namespace tact
