// The command line of `tools/dev bench store`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/store_bench.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_store_options(CLI::App& verb, StoreBenchOptions& options);

}  // namespace tact::bench
