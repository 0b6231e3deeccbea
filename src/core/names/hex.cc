#include "core/names/hex.h"

#include <algorithm>
#include <array>

namespace tact {
namespace {

// By character; -1 for what is no lower-case digit.
constexpr std::array<std::int8_t, 256> digit_values = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (int i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = std::int8_t(i);
  for (int i = 0; i < 6; ++i) values[static_cast<std::size_t>('a' + i)] = std::int8_t(10 + i);
  return values;
}();

// By byte: its two digits.
constexpr auto digit_pairs = [] {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<std::array<char, 2>, 256> pairs{};
  for (std::size_t byte = 0; byte < pairs.size(); ++byte) {
    pairs[byte] = {digits[byte / 16], digits[byte % 16]};
  }
  return pairs;
}();

int digit_value(char digit) { return digit_values[static_cast<unsigned char>(digit)]; }

}  // namespace

char* write_hex(std::span<const std::uint8_t> bytes, char* to) {
  for (const std::uint8_t byte : bytes) {
    to = std::copy_n(digit_pairs[byte].data(), digit_pairs[byte].size(), to);
  }
  return to;
}

void append_hex(std::span<const std::uint8_t> bytes, std::string& out) {
  const std::size_t begin = out.size();
  out.resize(begin + 2 * bytes.size());
  write_hex(bytes, out.data() + begin);
}

bool parse_hex(std::string_view text, std::span<std::uint8_t> bytes) {
  if (text.size() != 2 * bytes.size()) return false;
  int wrong = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = digit_value(text[2 * i]);
    const int low = digit_value(text[2 * i + 1]);
    wrong |= high | low;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return wrong >= 0;
}

}  // namespace tact
