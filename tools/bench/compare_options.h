// The command line of `tools/dev bench` without a verb.
#pragma once

#include <CLI/CLI.hpp>

#include "bench/compare.h"

namespace tact::bench {

// `options` must outlive the parsing.
void add_compare_options(CLI::App& app, CompareOptions& options);

}  // namespace tact::bench
