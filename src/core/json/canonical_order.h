// The order of object keys in RFC 8785.
#pragma once

#include <cstddef>
#include <string_view>

namespace tact {

// Whether `a` stands before `b`: by UTF-16 code units, compared here on the UTF-8 bytes. The two
// orders differ only where one side has U+E000 to U+FFFF (first byte 0xEE or 0xEF) and the other a
// character above U+FFFF (first byte 0xF0 or more), whose surrogates come first in UTF-16.
// REQUIRES: both are valid UTF-8.
constexpr bool canonical_less(std::string_view a, std::string_view b) {
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  for (std::size_t i = 0; i < shorter; ++i) {
    if (a[i] == b[i]) continue;
    const auto left = static_cast<unsigned char>(a[i]);
    const auto right = static_cast<unsigned char>(b[i]);
    if (left >= 0xEE && right >= 0xEE && (left < 0xF0) != (right < 0xF0)) return right < 0xF0;
    return left < right;
  }
  return a.size() < b.size();
}

}  // namespace tact
