// The command line of `tools/dev bench stages`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/stages.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_stages_options(CLI::App& verb, StagesOptions& options);

}  // namespace tact::bench
