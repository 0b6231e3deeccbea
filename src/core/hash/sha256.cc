// What OpenSSL 3 would rather have us use looks its algorithm up again for each digest, which cost
// as much as hashing a short text (src/design/0020).
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/hash/sha256.h"

#include <algorithm>

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "tact/check.h"

namespace tact {

Sha256::Sha256() : state_(std::make_unique<SHA256state_st>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::reset() { TACT_CHECK(SHA256_Init(state_.get()) == 1); }

void Sha256::update(std::string_view bytes) {
  TACT_CHECK(SHA256_Update(state_.get(), bytes.data(), bytes.size()) == 1);
}

Hash256 Sha256::finish() {
  Hash256 digest;
  TACT_CHECK(SHA256_Final(digest.data(), state_.get()) == 1);
  return digest;
}

// By its definition rather than by EVP_MAC, which costs several times as much for a short text:
// H(key ^ opad, H(key ^ ipad, data)).
Hash256 hmac_sha256(Sha256& hasher, std::string_view key, std::string_view data) {
  constexpr std::size_t block_bytes = 64;
  std::array<char, block_bytes> inner{};
  if (key.size() > block_bytes) {
    const Hash256 short_key = hasher.hash(key);
    std::copy_n(bytes_of(short_key).data(), short_key.size(), inner.data());
  } else {
    std::copy(key.begin(), key.end(), inner.begin());
  }
  std::array<char, block_bytes> outer = inner;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5c);
  const Hash256 inside = hasher.hash(std::string_view(inner.data(), inner.size()), data);
  const Hash256 result =
      hasher.hash(std::string_view(outer.data(), outer.size()), bytes_of(inside));
  OPENSSL_cleanse(inner.data(), inner.size());
  OPENSSL_cleanse(outer.data(), outer.size());
  return result;
}

}  // namespace tact
