// Ed25519 signatures (RFC 8032, without context or prehash), computed by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

struct evp_pkey_st;

namespace tact {

// RFC 8032's 32-byte private key, from which all else is derived. Who has it can sign.
using Ed25519Seed = std::array<std::uint8_t, 32>;
using Ed25519PublicKey = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

// A private key. Signs the same message in the same way every time, without randomness.
// Threads: any, once made. The constructor throws where OpenSSL offers no Ed25519.
class Ed25519Key {
 public:
  explicit Ed25519Key(const Ed25519Seed& seed);

  const Ed25519PublicKey& public_key() const { return public_key_; }
  Ed25519Signature sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };

  std::unique_ptr<evp_pkey_st, Free> key_;
  Ed25519PublicKey public_key_{};
};

// False as well where `key` is not a point of the curve.
bool is_ed25519_signature(const Ed25519PublicKey& key, std::string_view message,
                          const Ed25519Signature& signature);

// Overwrites what must not stay in memory.
void wipe(Ed25519Seed& seed);

}  // namespace tact
