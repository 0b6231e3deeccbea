// Writes a whole file anew, or not at all.
#pragma once

#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

// Readers of `path` see the old text or the new one, never a part: it is written beside the file,
// synced and renamed over it. Permissions stay, the owner where the process may set it, and a
// symbolic link still leads to the same file. REQUIRES: the file exists.
Status replace_file(const std::string& path, std::string_view text);

}  // namespace tact
