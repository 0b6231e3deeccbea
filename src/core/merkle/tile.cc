#include "core/merkle/tile.h"

#include <algorithm>
#include <charconv>

#include "tact/check.h"

#include "core/hash/sha256.h"

namespace tact {
namespace {

constexpr std::size_t hash_bytes = std::tuple_size_v<Hash256>;
// 256^8 leaves are more than 64 bits count.
constexpr unsigned level_max = 7;
constexpr std::string_view entries_word = "entries";
constexpr std::string_view partial_mark = ".p/";

// C2SP: three digits an element, all but the last behind an `x`.
std::string index_path(std::uint64_t index) {
  const auto element = [](std::uint64_t three) {
    std::string digits = std::to_string(three);
    return std::string(3 - digits.size(), '0') + digits;
  };
  std::string path = element(index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path = 'x' + element(index % 1000) + '/' + path;
  return path;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_index(std::string_view path) {
  std::string digits;
  while (path.starts_with('x') && path.size() > 4 && path[4] == '/') {
    digits += path.substr(1, 3);
    path.remove_prefix(5);
  }
  digits += path;
  return parse_number(digits);
}

}  // namespace

std::uint64_t tile_width_in(const TileId& id, std::uint64_t size) {
  if (id.level > level_max) return 0;
  const std::uint64_t hashes = size >> (id.level * tile_height);
  if (id.index > hashes / tile_width) return 0;
  return std::min(tile_width, hashes - id.index * tile_width);
}

std::string format_tile_path(const TilePath& path) {
  TACT_CHECK(path.width > 0 && path.width <= tile_width && path.id.level <= level_max);
  std::string text = path.is_entries ? std::string(entries_word) : std::to_string(path.id.level);
  text += '/' + index_path(path.id.index);
  if (path.width < tile_width) text.append(partial_mark) += std::to_string(path.width);
  return text;
}

std::optional<TilePath> parse_tile_path(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  TilePath path;
  const std::string_view first = text.substr(0, slash);
  path.is_entries = first == entries_word;
  const auto level = path.is_entries ? 0 : parse_number(first);
  std::string_view rest = text.substr(slash + 1);
  if (const std::size_t mark = rest.find(partial_mark); mark != std::string_view::npos) {
    const auto width = parse_number(rest.substr(mark + partial_mark.size()));
    if (!width) return std::nullopt;
    path.width = *width;
    rest = rest.substr(0, mark);
  }
  const auto index = parse_index(rest);
  if (!level || *level > level_max || !index || path.width == 0 || path.width > tile_width) {
    return std::nullopt;
  }
  path.id = {static_cast<unsigned>(*level), *index};
  // Zeros too many, a width of 256 that is spelled out, …: one path for each tile.
  if (format_tile_path(path) != text) return std::nullopt;
  return path;
}

TileEdge::TileEdge(std::uint64_t size, std::vector<std::string> partial) {
  for (unsigned level = 0; level <= level_max; ++level) {
    const std::uint64_t hashes = size >> (level * tile_height);
    Row& row = rows_.emplace_back();
    row.index = hashes / tile_width;
    if (level < partial.size()) row.bytes = std::move(partial[level]);
    TACT_CHECK(row.bytes.size() == hashes % tile_width * hash_bytes);
  }
}

std::optional<Tile> TileEdge::add(unsigned level, const Hash256& root) {
  if (level % tile_height != 0) return std::nullopt;
  const unsigned row_level = level / tile_height;
  if (rows_.size() <= row_level) rows_.resize(row_level + 1);
  Row& row = rows_[row_level];
  row.bytes += bytes_of(root);
  if (row.bytes.size() < tile_bytes) return std::nullopt;
  Tile full{{row_level, row.index++}, std::move(row.bytes)};
  row.bytes.clear();
  return full;
}

}  // namespace tact
