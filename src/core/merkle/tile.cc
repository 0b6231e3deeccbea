#include "core/merkle/tile.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>

#include "tact/check.h"

#include "core/merkle/tree_hash.h"

namespace tact {
namespace {

constexpr std::string_view entries_name = "entries";
constexpr unsigned level_max = 63;  // of C2SP's paths
constexpr std::uint64_t group = 1000;

// A decimal number in its one spelling: no sign, no additional leading zero.
std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return number;
}

// Three digits.
std::optional<std::uint64_t> parse_group(std::string_view text) {
  if (text.size() != 3) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

// "x001/x234/067": groups of three digits, an `x` before all but the last.
std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  for (bool is_first = true;; is_first = false) {
    const bool is_last = text.empty() || text.front() != 'x';
    if (!is_last) text.remove_prefix(1);
    const auto number = parse_group(text.substr(0, 3));
    if (!number || (is_first && !is_last && *number == 0)) return std::nullopt;
    if (index > (std::numeric_limits<std::uint64_t>::max() - *number) / group) return std::nullopt;
    index = index * group + *number;
    text.remove_prefix(3);
    if (is_last) return text.empty() ? std::optional(index) : std::nullopt;
    if (text.empty() || text.front() != '/') return std::nullopt;
    text.remove_prefix(1);
  }
}

std::string format_index(std::uint64_t index) {
  std::string text;
  for (bool is_last = true; is_last || index != 0; is_last = false, index /= group) {
    std::string digits = std::to_string(index % group);
    digits.insert(0, 3 - digits.size(), '0');
    text.insert(0, is_last ? digits : 'x' + digits + '/');
  }
  return text;
}

}  // namespace

std::uint64_t width_of(const TileAt& tile, std::uint64_t size) {
  const std::uint64_t hashes = hashes_at(tile.level, size);
  // By division: the tile's beginning may not fit the type.
  if (tile.index > hashes / tile_width) return 0;
  return std::min(hashes - tile.index * tile_width, tile_width);
}

TilePart part_of(TreeNode node) {
  const unsigned height = node.level % tile_height;
  const std::uint64_t first = node.index << height;
  return {{node.level / tile_height, first / tile_width},
          static_cast<std::size_t>(first % tile_width),
          std::size_t{1} << height};
}

Hash256 subtree_root(Sha256& hasher, std::span<const Hash256> hashes) {
  TACT_CHECK(std::has_single_bit(hashes.size()));
  std::vector<Hash256> row(hashes.begin(), hashes.end());
  for (std::size_t width = row.size(); width > 1; width /= 2) {
    for (std::size_t i = 0; i < width / 2; ++i) {
      row[i] = node_hash(hasher, row[2 * i], row[2 * i + 1]);
    }
  }
  return row.front();
}

std::string format_tile_path(const TilePath& path) {
  std::string text(path.level ? std::to_string(*path.level) : std::string(entries_name));
  text += '/' + format_index(path.index);
  if (path.width != tile_width) text += ".p/" + std::to_string(path.width);
  return text;
}

std::optional<TilePath> parse_tile_path(std::string_view text) {
  TilePath path;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  if (const std::string_view name = text.substr(0, slash); name != entries_name) {
    const auto level = parse_number(name);
    if (!level || *level > level_max) return std::nullopt;
    path.level = static_cast<unsigned>(*level);
  }
  text.remove_prefix(slash + 1);
  constexpr std::string_view partial = ".p/";
  if (const std::size_t dot = text.find(partial); dot != std::string_view::npos) {
    const auto width = parse_number(text.substr(dot + partial.size()));
    if (!width || *width == 0 || *width >= tile_width) return std::nullopt;
    path.width = *width;
    text = text.substr(0, dot);
  }
  const auto index = parse_index(text);
  if (!index) return std::nullopt;
  path.index = *index;
  return path;
}

void TileEdge::append(Sha256& hasher, Frontier& frontier, const Hash256& leaf,
                      std::vector<Full>& full) {
  const std::uint64_t size = frontier.size() + 1;
  frontier.append(hasher, leaf, [&](unsigned node_level, const Hash256& hash) {
    if (node_level % tile_height != 0) return;
    const unsigned level = node_level / tile_height;
    if (level >= rows_.size()) rows_.resize(level + 1);
    std::vector<Hash256>& row = rows_[level];
    row.reserve(tile_width);
    row.push_back(hash);
    if (row.size() < tile_width) return;
    full.push_back({{level, hashes_at(level, size) / tile_width - 1}, std::move(row)});
    row = {};
  });
}

void TileEdge::set(unsigned level, std::vector<Hash256> hashes) {
  TACT_CHECK(level < tile_levels && hashes.size() < tile_width);
  if (level >= rows_.size()) rows_.resize(level + 1);
  rows_[level] = std::move(hashes);
}

std::span<const Hash256> TileEdge::hashes(unsigned level) const {
  if (level >= rows_.size()) return {};
  return rows_[level];
}

Frontier frontier_of(Sha256& hasher, const TileEdge& edge, std::uint64_t size) {
  std::vector<Hash256> subtrees;
  for (unsigned level = 64; level-- > 0;) {
    const std::uint64_t nodes = size >> level;
    if ((nodes & 1) == 0) continue;
    const TilePart part = part_of({level, nodes - 1});
    const auto row = edge.hashes(part.tile.level);
    TACT_CHECK(part.begin + part.count <= row.size());
    subtrees.push_back(subtree_root(hasher, row.subspan(part.begin, part.count)));
  }
  return Frontier::of(size, std::move(subtrees));
}

}  // namespace tact
