#include "bench/store_options.h"

namespace tact::bench {

void add_store_options(CLI::App& verb, StoreBenchOptions& options) {
  verb.add_option("--decisions", options.decisions, "How many are decided, and committed again")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000));
  verb.add_flag("--whole-only", options.whole_only, "Only whole groups, for a profile");
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  verb.add_option("--data", options.directory, "Data lies in DIR/store-bench-data meanwhile")
      ->capture_default_str();
  verb.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
}

}  // namespace tact::bench
