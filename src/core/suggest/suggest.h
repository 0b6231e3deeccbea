// "did you mean …?": the known word that a misspelt one most resembles.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tact {

// The candidate with the fewest slips of the pen from `word`: a letter added, dropped, replaced, or
// two neighbours swapped (Damerau-Levenshtein, by bytes). The first of equals. Empty where even the
// nearest needs more slips than a third of the longer word's length. Words over 64 bytes, which no
// name of ours reaches, match nothing, so that hostile input costs nothing.
std::optional<std::string> closest(std::string_view word,
                                   std::span<const std::string_view> candidates);

// ` (did you mean `expires_at`?)`, or nothing: for the end of an "unknown …" message.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace tact
