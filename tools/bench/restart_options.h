// The command line of `tools/dev bench restart`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/restart_bench.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_restart_options(CLI::App& verb, RestartBenchOptions& options);

}  // namespace tact::bench
