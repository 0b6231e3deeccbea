#include "core/format/line_diff.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tact {
namespace {

using Lines = std::vector<std::string_view>;

struct Edit {
  char mark = ' ';  // ' ' in both, '-' only in the old text, '+' only in the new one
  std::string_view line;
};

constexpr std::size_t context = 3;
// Above it, what lies between the common beginning and end is all replaced.
constexpr std::size_t cells_max = 16 << 20;

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    lines.push_back(text.substr(0, end + 1));
    text.remove_prefix(end + 1);
  }
  return lines;
}

// The longest common subsequence, by the table of its lengths.
void add_edits(const Lines& old_lines, const Lines& new_lines, std::vector<Edit>& edits) {
  const std::size_t rows = old_lines.size();
  const std::size_t columns = new_lines.size();
  const bool is_small = rows == 0 || columns == 0 || rows <= cells_max / columns;
  std::vector<std::uint32_t> lengths(is_small ? (rows + 1) * (columns + 1) : 0);
  const auto length = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
    return lengths[i * (columns + 1) + j];
  };
  for (std::size_t i = is_small ? rows : 0; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      length(i, j) = old_lines[i] == new_lines[j] ? length(i + 1, j + 1) + 1
                                                  : std::max(length(i + 1, j), length(i, j + 1));
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (is_small && i < rows && j < columns) {
    if (old_lines[i] == new_lines[j]) {
      edits.push_back({' ', old_lines[i]});
      ++i, ++j;
    } else if (length(i + 1, j) >= length(i, j + 1)) {
      edits.push_back({'-', old_lines[i++]});
    } else {
      edits.push_back({'+', new_lines[j++]});
    }
  }
  for (; i < rows; ++i) edits.push_back({'-', old_lines[i]});
  for (; j < columns; ++j) edits.push_back({'+', new_lines[j]});
}

std::vector<Edit> edits_between(Lines old_lines, Lines new_lines) {
  std::vector<Edit> edits;
  const auto [old_end, new_end] =
      std::mismatch(old_lines.begin(), old_lines.end(), new_lines.begin(), new_lines.end());
  for (auto line = old_lines.begin(); line != old_end; ++line) edits.push_back({' ', *line});
  old_lines.erase(old_lines.begin(), old_end);
  new_lines.erase(new_lines.begin(), new_end);
  Lines common_end;
  while (!old_lines.empty() && !new_lines.empty() && old_lines.back() == new_lines.back()) {
    common_end.push_back(old_lines.back());
    old_lines.pop_back();
    new_lines.pop_back();
  }
  add_edits(old_lines, new_lines, edits);
  std::reverse(common_end.begin(), common_end.end());
  for (const std::string_view line : common_end) edits.push_back({' ', line});
  return edits;
}

// "12,3": where the lines begin, counted from 1, and how many there are.
std::string range(std::size_t before, std::size_t count) {
  return std::to_string(count == 0 ? before : before + 1) + ',' + std::to_string(count);
}

}  // namespace

std::string unified_diff(std::string_view old_name, std::string_view old_text,
                         std::string_view new_name, std::string_view new_text) {
  if (old_text == new_text) return {};
  const std::vector<Edit> edits = edits_between(split(old_text), split(new_text));
  const auto is_change = [](const Edit& edit) { return edit.mark != ' '; };

  std::string out = "--- " + std::string(old_name) + "\n+++ " + std::string(new_name) + '\n';
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  std::size_t done = 0;
  while (done < edits.size()) {
    const auto change =
        std::find_if(edits.begin() + static_cast<std::ptrdiff_t>(done), edits.end(), is_change);
    if (change == edits.end()) break;
    const auto at = static_cast<std::size_t>(change - edits.begin());
    const std::size_t first = std::max(done, at - std::min(at, context));
    // Changes that are near are shown together.
    std::size_t last = at;
    for (std::size_t i = at; i < edits.size() && i <= last + 2 * context; ++i) {
      if (is_change(edits[i])) last = i;
    }
    const std::size_t end = std::min(edits.size(), last + context + 1);
    old_line += first - done;
    new_line += first - done;
    std::string body;
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    for (std::size_t i = first; i < end; ++i) {
      old_count += edits[i].mark == '+' ? 0 : 1;
      new_count += edits[i].mark == '-' ? 0 : 1;
      body += edits[i].mark;
      body += edits[i].line;
      if (!body.ends_with('\n')) body += "\n\\ No newline at end of file\n";
    }
    out += "@@ -" + range(old_line, old_count) + " +" + range(new_line, new_count) + " @@\n";
    out += body;
    old_line += old_count;
    new_line += new_count;
    done = end;
  }
  return out;
}

}  // namespace tact
