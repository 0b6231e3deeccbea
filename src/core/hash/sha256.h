// SHA-256 and HMAC-SHA256, computed by OpenSSL.
#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "tact/hash.h"

struct SHA256state_st;  // OpenSSL's

namespace tact {

// The bytes of a digest, for feeding it into the next one.
inline std::string_view bytes_of(const Hash256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

// Computes digests one after another. One thread at a time.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

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
  std::unique_ptr<SHA256state_st> state_;
};

// HMAC-SHA256 (RFC 2104): who does not know `key` can neither make nor guess the result. `hasher`
// is used and left ready for its next use.
Hash256 hmac_sha256(Sha256& hasher, std::string_view key, std::string_view data);

}  // namespace tact
