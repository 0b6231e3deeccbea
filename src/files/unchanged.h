// Whether a policy was read while somebody wrote it.
#pragma once

#include "core/policy/compile.h"
#include "core/policy/policy_files.h"

namespace tact {

// Reads each of the policy's files again: false where one says something else by now, so that what
// was compiled may be the beginning of one text and the end of another.
bool are_unchanged(const Compiled& compiled, PolicyFiles& files);

}  // namespace tact
