// `obligations`: what must be done, and by when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tact/policy.h"

#include "core/policy/reader_rules.h"
#include "core/policy/scope.h"
#include "core/yaml/tree.h"

namespace tact {

// The 3 of "3 business days"; nothing for anything else.
std::optional<int> parse_business_days(std::string_view text);

// Adds the obligations of one file. Where a rule or another obligation has an id already, an error.
void read_obligations(const YamlNode& node, const PolicyScope& scope,
                      const std::vector<RuleDraft>& rules, std::vector<Obligation>& obligations);

}  // namespace tact
