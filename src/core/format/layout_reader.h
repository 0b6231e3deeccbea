// From the text of a file to its layout.
#pragma once

#include <optional>
#include <string>

#include "core/format/layout.h"
#include "core/yaml/diagnostic.h"

namespace tact {

// REQUIRES: parse_yaml() takes the text. Empty, with the reason in `diagnostics`, where there is
// something in it that has no layout here: `? ` keys, directives, `...`.
std::optional<Layout> read_layout(const SourceText& source, Diagnostics& diagnostics);

}  // namespace tact
