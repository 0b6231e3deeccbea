// Which bytes of a text JSON must escape (RFC 8785: as few as possible).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace tact {

namespace json_escapes {

// What follows the backslash for each byte: 0 for a byte that stands for itself, 'u' for \u00xx.
constexpr std::array<char, 256> make_table() {
  std::array<char, 256> escapes{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) escapes[byte] = 'u';
  escapes['\b'] = 'b';
  escapes['\t'] = 't';
  escapes['\n'] = 'n';
  escapes['\f'] = 'f';
  escapes['\r'] = 'r';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}
inline constexpr std::array<char, 256> table = make_table();

constexpr std::uint64_t each_byte(std::uint8_t byte) { return 0x0101010101010101U * byte; }

constexpr std::uint64_t has_below(std::uint64_t bytes, std::uint8_t limit) {
  return (bytes - each_byte(limit)) & ~bytes & each_byte(0x80);
}

}  // namespace json_escapes

inline char escape_of(char byte) { return json_escapes::table[static_cast<unsigned char>(byte)]; }

// Whether any of the eight is a quote, a backslash or a control character.
constexpr bool needs_escape(std::uint64_t bytes) {
  using json_escapes::each_byte;
  using json_escapes::has_below;
  return (has_below(bytes, 0x20) | has_below(bytes ^ each_byte('"'), 1) |
          has_below(bytes ^ each_byte('\\'), 1)) != 0;
}

// Nearly all text stands for itself: eight bytes at a time, the last eight again where there are
// fewer left.
inline bool needs_escape(std::string_view text) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  std::uint64_t bytes = 0;
  if (text.size() < word) {
    for (const char byte : text) {
      if (escape_of(byte) != 0) return true;
    }
    return false;
  }
  for (std::size_t at = 0; at + word < text.size(); at += word) {
    std::memcpy(&bytes, text.data() + at, word);
    if (needs_escape(bytes)) return true;
  }
  std::memcpy(&bytes, text.data() + text.size() - word, word);
  return needs_escape(bytes);
}

// Copies the text, and says whether all of it stands for itself; where it does not, what was copied
// is of no use. Looking while copying costs half of doing one after the other. REQUIRES: there is
// room for it at `to`.
inline bool copy_unescaped(std::string_view text, char* to) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  constexpr std::size_t half = sizeof(std::uint32_t);
  const char* const from = text.data();
  const std::size_t size = text.size();
  if (size < half) {
    for (std::size_t at = 0; at < size; ++at) {
      if (escape_of(from[at]) != 0) return false;
      to[at] = from[at];
    }
    return true;
  }
  if (size < word) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, from, half);
    std::memcpy(&last, from + size - half, half);
    std::memcpy(to, &first, half);
    std::memcpy(to + size - half, &last, half);
    return !needs_escape(std::uint64_t{first} << 32 | last);
  }
  std::uint64_t bytes = 0;
  for (std::size_t at = 0; at + word < size; at += word) {
    std::memcpy(&bytes, from + at, word);
    if (needs_escape(bytes)) return false;
    std::memcpy(to + at, &bytes, word);
  }
  std::memcpy(&bytes, from + size - word, word);
  std::memcpy(to + size - word, &bytes, word);
  return !needs_escape(bytes);
}

// Appends the text, without quotes around it.
void append_escaped(std::string_view text, std::string& out);

}  // namespace tact
