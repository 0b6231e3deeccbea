#include "core/note/ed25519.h"

#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "tact/check.h"

namespace tact {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Context make_context() {
  Context context(EVP_MD_CTX_new());
  if (!context) throw std::runtime_error("OpenSSL gave no context for a signature");
  return context;
}

const unsigned char* as_unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Ed25519Key::Ed25519Key(const Ed25519Seed& seed)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size())) {
  if (!key_) throw std::runtime_error("OpenSSL offers no Ed25519");
  std::size_t size = public_key_.size();
  TACT_CHECK(EVP_PKEY_get_raw_public_key(key_.get(), public_key_.data(), &size) == 1);
  TACT_CHECK(size == public_key_.size());
}

Ed25519Signature Ed25519Key::sign(std::string_view message) const {
  const Context context = make_context();
  Ed25519Signature signature;
  std::size_t size = signature.size();
  TACT_CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1);
  TACT_CHECK(EVP_DigestSign(context.get(), signature.data(), &size, as_unsigned(message),
                            message.size()) == 1);
  TACT_CHECK(size == signature.size());
  return signature;
}

void Ed25519Key::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

bool is_ed25519_signature(const Ed25519PublicKey& key, std::string_view message,
                          const Ed25519Signature& signature) {
  struct FreeKey {
    void operator()(EVP_PKEY* one) const { EVP_PKEY_free(one); }
  };
  const std::unique_ptr<EVP_PKEY, FreeKey> one(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  if (!one) return false;
  const Context context = make_context();
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, one.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), as_unsigned(message),
                          message.size()) == 1;
}

void wipe(Ed25519Seed& seed) { OPENSSL_cleanse(seed.data(), seed.size()); }

}  // namespace tact
