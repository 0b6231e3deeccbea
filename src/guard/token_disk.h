// The token file on disk: only its owner may read it, and it is replaced whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tact/result.h"

#include "guard/token.h"

namespace tact {

// The error names the file, and the lines that are wrong. Refuses a file that anybody but its owner
// may read or write.
Result<std::vector<Token>> read_token_file(const std::string& path);

// Reads the file (no tokens where there is none), lets `change` have its way and replaces the file
// with what it made; nothing is written where `change` refuses. Others that do the same wait for
// each other. After a crash the file is the old one or the new one.
Status change_token_file(const std::string& path,
                         const std::function<Status(std::vector<Token>&)>& change);

}  // namespace tact
