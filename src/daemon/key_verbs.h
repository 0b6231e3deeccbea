// `tactd key new`, `rotate` and `show`: the key that signs the ledger's checkpoints, for the
// daemon's administrator.
#pragma once

#include "engine/randomness.h"

namespace tact {

// Whether the arguments ask for one of them.
bool is_key_verb(int argc, const char* const* argv);

// Returns the process's exit code. The public key goes to standard output; the private one nowhere
// but into its file.
int run_key_verb(int argc, const char* const* argv, Randomness& randomness);

}  // namespace tact
