#include "cli/table.h"

#include <algorithm>

namespace tact::cli {

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t has = width_of(text);
  if (has < width) out.append(width - has, ' ');
  return out;
}

std::string Table::render(const Shell& shell) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    if (row.size() > widths.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i].text));
    }
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    std::size_t owed = 0;  // Blanks before the next cell that has something in it.
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      if (!row[i].text.empty()) {
        line.append(owed, ' ');
        owed = 0;
        line += shell.paint(row[i].ink, row[i].text);
      }
      owed += widths[i] - width_of(row[i].text) + 2;
    }
    out += line + '\n';
  }
  return out;
}

}  // namespace tact::cli
