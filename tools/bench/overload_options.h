// The command line of `tools/dev bench overload`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/overload_bench.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_overload_options(CLI::App& verb, OverloadOptions& options);

}  // namespace tact::bench
