// `tactd token add`, `list` and `revoke`: who may ask the daemon, for its administrator.
#pragma once

#include "engine/clock.h"
#include "engine/randomness.h"

namespace tact {

// Whether the arguments ask for one of them.
bool is_token_verb(int argc, const char* const* argv);

// Returns the process's exit code. A new token goes to standard output, and nowhere else.
int run_token_verb(int argc, const char* const* argv, const Clock& clock, Randomness& randomness);

}  // namespace tact
