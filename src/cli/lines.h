// Reads a file line by line in constant memory.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace tact::cli {

// The contract's bound for one line of a batch or a replay.
inline constexpr std::size_t line_bytes_max = 64 * 1024;

struct Line {
  std::uint64_t number = 0;  // from 1; blank ones count
  std::string_view text;     // without its end; good until the next line is read
  bool is_too_long = false;  // over line_bytes_max: `text` is only its beginning

  bool is_blank() const { return text.find_first_not_of(" \t\r") == std::string_view::npos; }
};

// One thread.
class LineReader {
 public:
  // Does not own the file. Nobody else reads from it.
  explicit LineReader(std::FILE* file);

  // Empty at the end, or when reading fails: then failed() says so.
  std::optional<Line> next();

  bool failed() const { return failed_; }
  // Whether next() would have to wait for more input.
  bool is_empty() const { return begin_ == end_; }
  std::uint64_t bytes_read() const { return consumed_; }

 private:
  bool fill();

  std::FILE* const file_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not handed out yet
  std::size_t end_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t consumed_ = 0;
  bool at_end_ = false;
  bool failed_ = false;
};

// The size of a regular file that `file` is open on; empty for a pipe or a terminal.
std::optional<std::uint64_t> regular_size(std::FILE* file);

}  // namespace tact::cli
