#include "core/policy/comparison.h"

#include <array>
#include <utility>

namespace tact {
namespace {

constexpr std::array<std::pair<std::string_view, Comparison>, 5> signs = {{
    {"<=", Comparison::at_most},  // Before the sign that it begins with.
    {"<", Comparison::less},
    {">=", Comparison::at_least},
    {">", Comparison::more},
    {"=", Comparison::equal},
}};

}  // namespace

std::optional<NumberComparison> parse_comparison(std::string_view text) {
  NumberComparison read{Comparison::equal, 0};
  for (const auto& [sign, comparison] : signs) {
    if (!text.starts_with(sign)) continue;
    read.comparison = comparison;
    text.remove_prefix(sign.size());
    break;
  }
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.empty() || text.size() > 4 || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    read.value = read.value * 10 + (c - '0');
  }
  return read;
}

}  // namespace tact
