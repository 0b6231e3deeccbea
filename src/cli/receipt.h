// A decision's receipt, from the daemon to a file.
#pragma once

#include <string>

#include "cli/client.h"
#include "cli/shell.h"

namespace tact::cli {

// Fetches the receipt of `decision`, checks that it holds and writes it to `path`. Returns the exit
// code; what was done is said on standard error. `witnessed`: under a checkpoint that a witness has
// signed as well.
int save_receipt(Client& client, const std::string& decision, const std::string& path,
                 bool witnessed, const Shell& shell);

}  // namespace tact::cli
