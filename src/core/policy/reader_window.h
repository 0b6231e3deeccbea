// `within` of caps and volumes.
#pragma once

#include <optional>
#include <string_view>

#include "tact/policy.h"

#include "core/yaml/tree.h"

namespace tact {

// "24h", "calendar week", "30 calendar days". Empty for anything else.
std::optional<Window> parse_window(std::string_view text);

std::optional<Window> read_window(const YamlNode& node, Diagnostics& diagnostics);

}  // namespace tact
