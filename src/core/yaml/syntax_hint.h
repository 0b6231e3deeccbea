// What most likely went wrong where YAML's own message says little.
#pragma once

#include <string>
#include <string_view>

#include "core/yaml/source.h"

namespace tact {

// `message` is the YAML parser's. "" where there is nothing to add.
std::string syntax_hint(const Spot& spot, std::string_view message);

}  // namespace tact
