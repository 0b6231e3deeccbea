// The house style of policies and their tests, as far as it moves things: the order of keys, what
// is too long for one line, blank lines.
#pragma once

#include "core/format/layout.h"

namespace tact {

void arrange(Layout& layout);

}  // namespace tact
