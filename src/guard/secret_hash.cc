#include "guard/secret_hash.h"

#include <charconv>
#include <stdexcept>
#include <vector>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "tact/check.h"

#include "core/names/hex.h"

namespace tact {
namespace {

constexpr std::string_view algorithm = "scrypt";

std::uint64_t memory_bytes(const HashCost& cost) {
  return (std::uint64_t{128} * cost.r) << cost.log2_n;
}

// The parts between colons.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

bool parse_number(std::string_view text, unsigned& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end && text == std::to_string(number);
}

}  // namespace

bool is_sensible(const HashCost& cost) {
  constexpr std::uint64_t memory_bytes_max = std::uint64_t{256} << 20;
  return cost.log2_n >= 10 && cost.log2_n <= 20 && cost.r >= 1 && cost.r <= 32 && cost.p >= 1 &&
         cost.p <= 16 && memory_bytes(cost) <= memory_bytes_max;
}

SecretHash hash_secret(std::string_view secret, const Salt& salt, const HashCost& cost) {
  TACT_CHECK(is_sensible(cost));
  SecretHash hash{cost, salt, {}};
  // OpenSSL's own limit is 32 MiB, and it counts a little more than the table.
  const std::uint64_t memory_max = 2 * memory_bytes(cost) + (std::uint64_t{1} << 20);
  if (EVP_PBE_scrypt(secret.data(), secret.size(), salt.data(), salt.size(),
                     std::uint64_t{1} << cost.log2_n, cost.r, cost.p, memory_max,
                     hash.digest.data(), hash.digest.size()) != 1) {
    throw std::runtime_error("scrypt failed: no memory, or an OpenSSL without it");
  }
  return hash;
}

bool is_secret_of(const SecretHash& hash, std::string_view secret) {
  return are_equal(hash_secret(secret, hash.salt, hash.cost).digest, hash.digest);
}

bool are_equal(const Hash256& a, const Hash256& b) {
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string format_secret_hash(const SecretHash& hash) {
  std::string text(algorithm);
  for (const unsigned number : {hash.cost.log2_n, hash.cost.r, hash.cost.p}) {
    text += ':' + std::to_string(number);
  }
  text += ':';
  append_hex(hash.salt, text);
  text += ':';
  append_hex(hash.digest, text);
  return text;
}

std::optional<SecretHash> parse_secret_hash(std::string_view text) {
  const std::vector<std::string_view> parts = split(text);
  SecretHash hash;
  const bool is_one =
      parts.size() == 6 && parts[0] == algorithm && parse_number(parts[1], hash.cost.log2_n) &&
      parse_number(parts[2], hash.cost.r) && parse_number(parts[3], hash.cost.p) &&
      is_sensible(hash.cost) && parse_hex(parts[4], hash.salt) && parse_hex(parts[5], hash.digest);
  if (!is_one) return std::nullopt;
  return hash;
}

}  // namespace tact
