#include "core/hash/sha256.h"

#include <algorithm>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "tact/check.h"

namespace tact {

Sha256::Sha256()
    : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
  if (!algorithm_ || !context_) throw std::runtime_error("OpenSSL offers no SHA-256");
}

void Sha256::reset() {
  TACT_CHECK(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1);
}

void Sha256::update(std::string_view bytes) {
  TACT_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Hash256 Sha256::finish() {
  Hash256 digest;
  unsigned size = 0;
  TACT_CHECK(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
  TACT_CHECK(size == digest.size());
  return digest;
}

void Sha256::Free::operator()(evp_md_st* algorithm) const { EVP_MD_free(algorithm); }
void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

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
