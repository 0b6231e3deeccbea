// What every store asserts of a group before it takes it: a breach is a mistake of the engine's.
#pragma once

#include "store/store.h"

namespace tact {

// REQUIRES: what store.h says of Group. `size` is the store's.
void check_group(const Group& group, Seq size);

}  // namespace tact
