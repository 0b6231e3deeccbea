// Bytes as text: lower-case hexadecimal, and base64 with padding (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tact/hash.h"

namespace tact {

std::string to_hex(std::string_view bytes);
std::string to_hex(const Hash256& hash);
// Empty unless `text` is exactly what to_hex() writes: an even number of lower-case digits.
std::optional<std::string> from_hex(std::string_view text);

std::string to_base64(std::string_view bytes);
// Empty unless `text` is exactly what to_base64() writes: padded, no white space, no spare bits.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tact
