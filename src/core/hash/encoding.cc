#include "core/hash/encoding.h"

#include <limits>

#include <openssl/evp.h>

#include "tact/check.h"

#include "core/hash/sha256.h"

namespace tact {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// OpenSSL counts in int.
constexpr std::size_t base64_input_max = std::numeric_limits<int>::max() / 2;

const unsigned char* as_unsigned(const char* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

unsigned char* as_unsigned(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

}  // namespace

std::string to_hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += hex_digits[value / 16];
    text += hex_digits[value % 16];
  }
  return text;
}

std::string to_hex(const Hash256& hash) { return to_hex(bytes_of(hash)); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::size_t high = hex_digits.find(text[i]);
    const std::size_t low = hex_digits.find(text[i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  TACT_CHECK(bytes.size() <= base64_input_max);
  // One byte more than the text: OpenSSL ends it with a zero.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(as_unsigned(text.data()), as_unsigned(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > base64_input_max) return std::nullopt;
  if (text.empty()) return std::string();
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(as_unsigned(bytes.data()), as_unsigned(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  // OpenSSL decodes padding as zero bytes, skips white space and takes spare bits of any value:
  // only a text that comes out again as it went in is ours.
  std::size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=') ++padding;
  if (static_cast<std::size_t>(size) < padding) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size) - padding);
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace tact
