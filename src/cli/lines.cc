#include "cli/lines.h"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

namespace tact::cli {
namespace {

// Holds the longest line several times over, so that few bytes are ever moved.
constexpr std::size_t buffer_bytes = 1 << 20;

}  // namespace

LineReader::LineReader(std::FILE* file) : file_(file), buffer_(buffer_bytes, '\0') {}

// read() and not fread(): a pipe's lines are answered as they come, not when a buffer is full.
bool LineReader::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  ssize_t got = -1;
  do {
    got = ::read(::fileno(file_), buffer_.data() + end_, buffer_.size() - end_);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    at_end_ = true;
    failed_ = got < 0;
    return false;
  }
  end_ += static_cast<std::size_t>(got);
  return true;
}

std::optional<Line> LineReader::next() {
  std::size_t searched = begin_;
  for (;;) {
    const void* const found = std::memchr(buffer_.data() + searched, '\n', end_ - searched);
    if (found != nullptr) {
      const auto stop = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      Line line{
          ++number_, {buffer_.data() + begin_, stop - begin_}, stop - begin_ > line_bytes_max};
      consumed_ += stop + 1 - begin_;
      begin_ = stop + 1;
      return line;
    }
    if (end_ - begin_ == buffer_.size()) break;
    const std::size_t pending = end_ - begin_;
    if (!fill()) {
      if (failed_ || pending == 0) return std::nullopt;
      Line line{++number_, {buffer_.data() + begin_, pending}, pending > line_bytes_max};
      consumed_ += pending;
      begin_ = end_;
      return line;
    }
    searched = begin_ + pending;
  }
  // A line longer than the buffer: its beginning is kept at the front, the rest is passed over.
  const Line line{++number_, {buffer_.data(), line_bytes_max}, true};
  char piece[4096];
  for (;;) {
    const ssize_t got = ::read(::fileno(file_), piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      at_end_ = true;
      failed_ = got < 0;
      consumed_ += end_ - begin_;
      begin_ = end_;
      break;
    }
    const auto size = static_cast<std::size_t>(got);
    const void* const found = std::memchr(piece, '\n', size);
    if (found == nullptr) {
      consumed_ += size;
      continue;
    }
    const auto rest = size - static_cast<std::size_t>(static_cast<const char*>(found) - piece) - 1;
    consumed_ += end_ - begin_ + size - rest;
    // `line` looks at the front of the buffer, which what follows must not overwrite.
    begin_ = line_bytes_max;
    end_ = begin_ + rest;
    std::memcpy(buffer_.data() + begin_, piece + size - rest, rest);
    break;
  }
  return line;
}

std::optional<std::uint64_t> regular_size(std::FILE* file) {
  struct stat status {};
  if (::fstat(::fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace tact::cli
