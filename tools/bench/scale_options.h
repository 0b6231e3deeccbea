// The command line of `tools/dev bench scale`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/scale_bench.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_scale_options(CLI::App& verb, ScaleBenchOptions& options);

}  // namespace tact::bench
