#include "core/yaml/source.h"

#include <algorithm>
#include <utility>

namespace tact {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string without_mark(std::string text) {
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return text;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

// The length of the valid character that `text` begins with; 0 where it begins with none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return 1;
  const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return 0;
  if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                   continues)) {
    return 0;
  }
  // Longer than needed, a surrogate, or above the last character.
  if (byte(0) == 0xE0 && byte(1) < 0xA0) return 0;
  if (byte(0) == 0xED && byte(1) >= 0xA0) return 0;
  if (byte(0) == 0xF0 && byte(1) < 0x90) return 0;
  if (byte(0) == 0xF4 && byte(1) >= 0x90) return 0;
  return length;
}

}  // namespace

SourceText::SourceText(std::string path, std::string text, std::size_t order)
    : path_(std::move(path)), text_(without_mark(std::move(text))), order_(order) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view SourceText::line(int number) const {
  if (number < 1 || number > line_count()) return {};
  const std::size_t start = line_starts_[static_cast<std::size_t>(number) - 1];
  std::string_view line = std::string_view(text_).substr(start);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Spot SourceText::spot_at(int line_from_0, int byte_from_0) const {
  const int number = std::clamp(line_from_0, 0, line_count() - 1) + 1;
  const std::string_view text = line(number);
  const std::size_t bytes =
      std::min(text.size(), static_cast<std::size_t>(std::max(0, byte_from_0)));
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(bytes);
  const auto before = std::count_if(text.begin(), end, [](char c) { return !continues(c); });
  return {this, number, static_cast<int>(before) + 1};
}

Spot SourceText::spot_of_offset(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line_from_0 = after - line_starts_.begin() - 1;
  const std::size_t start = line_starts_[static_cast<std::size_t>(line_from_0)];
  return spot_at(static_cast<int>(line_from_0), static_cast<int>(offset - start));
}

std::size_t SourceText::offset_of(int line_from_0, int byte_from_0) const {
  const int line = std::clamp(line_from_0, 0, line_count() - 1);
  const std::size_t start = line_starts_[static_cast<std::size_t>(line)];
  return std::min(text_.size(), start + static_cast<std::size_t>(std::max(0, byte_from_0)));
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t find_control_character(std::string_view text) {
  const auto found = std::find_if(text.begin(), text.end(), [](char c) {
    return is_control(c) && c != '\t' && c != '\n' && c != '\r';
  });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0 || is_control(text.front())) {
      shown += text.front() == '\t' ? ' ' : '?';
      text.remove_prefix(1);
    } else {
      shown += text.substr(0, length);
      text.remove_prefix(length);
    }
  }
  return shown;
}

std::string quoted_input(std::string_view text) {
  constexpr std::size_t bytes_max = 60;
  std::string shown = printable(text.substr(0, 4 * bytes_max));
  if (shown.size() > bytes_max) {
    std::size_t end = bytes_max;
    while (continues(shown[end])) --end;
    shown.resize(end);
    shown += "…";
  }
  return '`' + shown + '`';
}

}  // namespace tact
