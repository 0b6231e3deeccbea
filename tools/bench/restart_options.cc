#include "bench/restart_options.h"

namespace tact::bench {

void add_restart_options(CLI::App& verb, RestartBenchOptions& options) {
  verb.add_option("--decisions", options.decisions, "How many are to be folded")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 100'000'000));
  verb.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--rounds", options.rounds, "Starts after the same kill")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  verb.add_option("--data", options.directory, "Data lies in DIR/restart-bench-data meanwhile")
      ->capture_default_str();
  verb.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
}

}  // namespace tact::bench
