// ">= 80", "<18", "80": how a matcher compares a number.
#pragma once

#include <optional>
#include <string_view>

#include "tact/policy.h"

namespace tact {

struct NumberComparison {
  Comparison comparison{};
  int value = 0;
};

// Empty for anything else; the number has at most four digits and no leading zero.
std::optional<NumberComparison> parse_comparison(std::string_view text);

}  // namespace tact
