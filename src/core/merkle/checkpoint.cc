#include "core/merkle/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "tact/check.h"

#include "core/hash/encoding.h"
#include "core/hash/sha256.h"

namespace tact {
namespace {

// Takes the line off `text`; empty where no "\n" ends it.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_size(std::string_view line) {
  if (line.size() > 1 && line.front() == '0') return std::nullopt;
  std::uint64_t size = 0;
  const char* const end = line.data() + line.size();
  const auto [stopped, error] = std::from_chars(line.data(), end, size);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return size;
}

std::optional<Hash256> parse_root(std::string_view line) {
  const std::optional<std::string> bytes = from_base64(line);
  Hash256 root;
  if (!bytes || bytes->size() != root.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), root.begin());
  return root;
}

}  // namespace

bool is_valid_origin(std::string_view origin) {
  return !origin.empty() && std::all_of(origin.begin(), origin.end(), [](char letter) {
    return letter > ' ' && letter < '\x7f' && letter != '+';
  });
}

std::string format_checkpoint(const Checkpoint& checkpoint) {
  TACT_CHECK(is_valid_origin(checkpoint.origin));
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' +
         to_base64(bytes_of(checkpoint.root)) + '\n';
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  const auto origin = take_line(text);
  const auto size_line = take_line(text);
  const auto root_line = take_line(text);
  if (!origin || !size_line || !root_line || !text.empty()) {
    return Error{"a checkpoint must be three lines, each ended by a line feed"};
  }
  if (!is_valid_origin(*origin)) {
    return Error{"a checkpoint's first line must be an origin without spaces and `+`"};
  }
  const auto size = parse_size(*size_line);
  if (!size) return Error{"a checkpoint's second line must be a size in decimal digits"};
  const auto root = parse_root(*root_line);
  if (!root) return Error{"a checkpoint's third line must be 32 bytes in base64"};
  return Checkpoint{std::string(*origin), *size, *root};
}

}  // namespace tact
