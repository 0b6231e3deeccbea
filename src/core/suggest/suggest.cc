#include "core/suggest/suggest.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tact {
namespace {

constexpr std::size_t word_bytes_max = 64;

using Row = std::array<std::size_t, word_bytes_max + 1>;

// REQUIRES: both are at most word_bytes_max long.
std::size_t slips_between(std::string_view a, std::string_view b) {
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> closest(std::string_view word,
                                   std::span<const std::string_view> candidates) {
  if (word.size() > word_bytes_max) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t fewest = word_bytes_max;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > word_bytes_max) continue;
    const std::size_t slips = slips_between(word, candidate);
    if (slips * 3 > std::max(word.size(), candidate.size()) || slips >= fewest) continue;
    best = candidate;
    fewest = slips;
  }
  if (!best) return std::nullopt;
  return std::string(*best);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  const std::optional<std::string> suggestion = closest(word, candidates);
  if (!suggestion) return {};
  return " (did you mean `" + *suggestion + "`?)";
}

}  // namespace tact
