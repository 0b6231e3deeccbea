// What a daemon says of a policy that was filed with it.
#pragma once

#include <string>

#include "cli/client.h"
#include "cli/shell.h"

namespace tact::cli {

// Prints what became of it, and what to do next; `json` prints the answer as it came. Returns the
// exit code: a policy that does not compile there, or whose tests fail there, has its own.
int print_filed(const Result<HttpAnswer>& answer, bool json, const Shell& shell);

}  // namespace tact::cli
