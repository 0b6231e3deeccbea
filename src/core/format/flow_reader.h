// Reads scalars and what stands in brackets into tokens.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/format/layout.h"

namespace tact {

// What is YAML, but not of the part that can be laid out. Thrown while a layout is read, and caught
// by read_layout().
struct NotLaidOut {
  std::size_t row = 0;  // from 0
  std::string reason;
};

// The lines of a file, without their ends, and a place in them.
struct LineCursor {
  const std::vector<std::string_view>* lines = nullptr;
  std::size_t row = 0;  // from 0, as the column, which counts bytes
  std::size_t column = 0;

  bool is_at_end() const { return row >= lines->size(); }
  std::string_view line() const { return (*lines)[row]; }
  std::string_view rest() const { return line().substr(column); }
  void next_line() { ++row, column = 0; }
  void skip_blanks();
};

// How many characters, not bytes.
std::size_t character_count(std::string_view text);

bool is_blank_line(std::string_view line);
std::string_view trimmed_right(std::string_view text);

// Whether the character at `at` ends a word: a blank, or beyond the end.
bool is_gap(std::string_view text, std::size_t at);

// The length of a quoted scalar at the start of `text` that ends on this line; npos if it does not.
std::size_t quoted_length(std::string_view text);

// The comment at the cursor, "" where there is none. REQUIRES: only blanks are between the cursor
// and the comment or the line's end.
Trail take_trail(LineCursor& cursor);

// A quoted scalar, a plain one, or a list or map in brackets. Leaves the cursor behind it. A plain
// scalar goes on while lines are indented by more than `parent` columns.
std::vector<FlowToken> read_flow(LineCursor& cursor, std::ptrdiff_t parent);

}  // namespace tact
