// Lines that can be read more than once, wherever they are: a file, a daemon, a store, memory.
#pragma once

#include <optional>
#include <string_view>

#include "tact/result.h"

namespace tact {

class LineSource {
 public:
  struct Line {
    std::string_view text;  // without its line feed; good until the next line is read
    bool is_ended = true;   // it has one: only the last line can lack it
  };

  LineSource() = default;
  LineSource(const LineSource&) = delete;
  LineSource& operator=(const LineSource&) = delete;
  virtual ~LineSource() = default;

  // The next line is the first one again.
  virtual Status rewind() = 0;
  // Nothing at the end.
  virtual Result<std::optional<Line>> next() = 0;
};

// Of a text in memory, which outlives it.
class TextLines final : public LineSource {
 public:
  explicit TextLines(std::string_view text) : text_(text), rest_(text) {}

  Status rewind() override {
    rest_ = text_;
    return Done{};
  }
  Result<std::optional<Line>> next() override {
    if (rest_.empty()) return std::optional<Line>();
    const std::size_t end = rest_.find('\n');
    const bool is_ended = end != std::string_view::npos;
    const Line line{rest_.substr(0, end), is_ended};
    rest_.remove_prefix(is_ended ? end + 1 : rest_.size());
    return std::optional(line);
  }

 private:
  const std::string_view text_;
  std::string_view rest_;
};

}  // namespace tact
