#include "bench/overload_options.h"

namespace tact::bench {

void add_overload_options(CLI::App& verb, OverloadOptions& options) {
  verb.add_option("--customers", options.customers, "How many are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--times", options.times, "How much is asked, in capacities")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 10.0));
  verb.add_option("--seconds", options.seconds, "For how long")
      ->capture_default_str()
      ->check(CLI::Range(1, 600));
  verb.add_option("--connections", options.connections, "Of those who ask too much")
      ->capture_default_str()
      ->check(CLI::Range(1, 9'000));
  verb.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  verb.add_option("--data", options.directory, "Data lies in DIR/overload-bench-data meanwhile")
      ->capture_default_str();
  verb.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
}

}  // namespace tact::bench
