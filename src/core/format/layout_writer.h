// From a layout to the text of a file.
#pragma once

#include <string>

#include "core/format/layout.h"

namespace tact {

// Two blanks of indentation, lists indented under their key, comments that end lines aligned as far
// as they were.
std::string write_layout(const Layout& layout);

}  // namespace tact
