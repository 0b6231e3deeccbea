#include "core/json/escapes.h"

namespace tact {

void append_escaped(std::string_view text, std::string& out) {
  constexpr std::string_view hex_digits = "0123456789abcdef";
  std::size_t copied = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char escape = escape_of(text[i]);
    if (escape == 0) continue;
    out.append(text, copied, i - copied);
    copied = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') {
      const auto byte = static_cast<unsigned char>(text[i]);
      out += "00";
      out += hex_digits[byte / 16];
      out += hex_digits[byte % 16];
    }
  }
  out.append(text, copied);
}

}  // namespace tact
