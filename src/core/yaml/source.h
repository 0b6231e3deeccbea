// One file's text, and how people count in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tact {

class SourceText;

// Where something stands. Lines and columns count from 1, columns in characters; line 0 means the
// file as a whole. The text outlives every spot in it.
struct Spot {
  const SourceText* source = nullptr;
  int line = 0;
  int column = 0;
};

// Immutable. `order` is the file's position among those that are read together: mistakes are listed
// by it. A byte order mark at the front is dropped.
class SourceText {
 public:
  SourceText(std::string path, std::string text, std::size_t order);
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  const std::string& path() const { return path_; }
  const std::string& text() const { return text_; }
  std::size_t order() const { return order_; }

  int line_count() const { return static_cast<int>(line_starts_.size()); }
  // Without its end; empty where there is no such line.
  std::string_view line(int number) const;

  // From a line and a byte in it, both counted from 0. Nothing else in the code adds this 1.
  Spot spot_at(int line_from_0, int byte_from_0) const;
  Spot spot_of_offset(std::size_t offset) const;
  // Of the same byte, in text(); the end of the text where it is beyond.
  std::size_t offset_of(int line_from_0, int byte_from_0) const;
  Spot whole() const { return {this, 0, 0}; }

 private:
  const std::string path_;
  const std::string text_;
  const std::size_t order_;
  std::vector<std::size_t> line_starts_;
};

// The offset of the first byte that does not belong to valid UTF-8; npos where there is none.
std::size_t find_invalid_utf8(std::string_view text);

// The offset of the first control character but tab and line ends; npos where there is none.
std::size_t find_control_character(std::string_view text);

// Fit for a terminal and for JSON: what is neither valid UTF-8 nor printable becomes `?`.
std::string printable(std::string_view text);

// Input in backticks, as messages quote it: printable, and cut short where it is long.
std::string quoted_input(std::string_view text);

}  // namespace tact
