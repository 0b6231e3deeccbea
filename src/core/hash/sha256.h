// SHA-256 and HMAC-SHA256, computed by OpenSSL.
#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "tact/hash.h"

struct evp_md_st;
struct evp_md_ctx_st;

namespace tact {

// The bytes of a digest, for feeding it into the next one.
inline std::string_view bytes_of(const Hash256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// Computes digests one after another; making one is dear (OpenSSL looks the algorithm up), using it
// again is cheap: keep one per thread that hashes. One thread at a time.
// Throws where OpenSSL offers no SHA-256 (a broken installation).
class Sha256 {
 public:
  Sha256();

  // The digest of all parts, one after another without a separator. REQUIRES: not between reset()
  // and finish().
  template <std::convertible_to<std::string_view>... Parts>
  Hash256 hash(const Parts&... parts) {
    reset();
    (update(parts), ...);
    return finish();
  }

  // The same in steps, for what does not fit in memory: reset, update any number of times, finish.
  void reset();
  void update(std::string_view bytes);
  Hash256 finish();

 private:
  struct Free {
    void operator()(evp_md_st* algorithm) const;
    void operator()(evp_md_ctx_st* context) const;
  };

  std::unique_ptr<evp_md_st, Free> algorithm_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// HMAC-SHA256 (RFC 2104): who does not know `key` can neither make nor guess the result. `hasher`
// is used and left ready for its next use.
Hash256 hmac_sha256(Sha256& hasher, std::string_view key, std::string_view data);

}  // namespace tact
