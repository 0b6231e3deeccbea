// A file that a verb reads, or standard input for "-".
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "cli/shell.h"

namespace tact::cli {

// Closes what it opened; null where it could not: then that was said on standard error.
using InputFile = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

InputFile open_input(const std::string& path, const Shell& shell);
InputFile open_output(const std::string& path, const Shell& shell);

}  // namespace tact::cli
