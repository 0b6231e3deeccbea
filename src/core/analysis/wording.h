// How warnings join names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tact {

// "a", "a and b", "a, b and c".
std::string in_words(std::span<const std::string> words, std::string_view last);

// Likewise, each in backticks.
std::string quoted_in_words(std::span<const std::string> words, std::string_view last);

}  // namespace tact
