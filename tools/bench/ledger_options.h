// The command line of `tools/dev bench ledger`.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/ledger_bench.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_ledger_options(CLI::App& verb, LedgerBenchOptions& options);

}  // namespace tact::bench
