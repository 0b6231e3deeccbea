#include "core/prose/wrap.h"

#include <algorithm>

namespace tact::prose {

std::size_t cells_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent,
                    std::size_t used) {
  std::string out;
  std::size_t column = used;
  bool begins_line = true;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    const std::size_t cells = cells_of(word);
    if (!begins_line && column + 1 + cells > width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
      begins_line = true;
    }
    if (!begins_line) {
      out += ' ';
      ++column;
    }
    out += word;
    column += cells;
    begins_line = false;
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  return out;
}

}  // namespace tact::prose
