// Rows for people: columns as wide as their widest cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/shell.h"

namespace tact::cli {

// In characters, as a terminal that shows one cell for each.
std::size_t width_of(std::string_view text);

// `text` and blanks up to `width`.
std::string padded(std::string_view text, std::size_t width);

// One cell and its colour.
struct Cell {
  std::string text;
  Ink ink = Ink::plain;
};

class Table {
 public:
  // Each line begins with `indent` blanks.
  explicit Table(std::size_t indent = 0) : indent_(indent) {}

  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }

  // A column in which every cell is empty is left out.
  std::string render(const Shell& shell) const;

 private:
  const std::size_t indent_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace tact::cli
