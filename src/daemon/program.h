// tactd: builds everything and passes it down.
#pragma once

#include "daemon/options.h"

namespace tact {

// Returns the process's exit code. REQUIRES: the process has no other thread yet.
int run_daemon(const Options& options);

}  // namespace tact
