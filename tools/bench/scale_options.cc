#include "bench/scale_options.h"

namespace tact::bench {

void add_scale_options(CLI::App& verb, ScaleBenchOptions& options) {
  verb.add_option("--customers", options.customers,
                  "How many are known, most of them not in memory")
      ->capture_default_str()
      ->check(CLI::Range(10'000, 100'000'000));
  verb.add_option("--memory", options.memory_mib, "The budget of memory, in MiB, as tactd's")
      ->capture_default_str()
      ->check(CLI::Range(512, 1'048'576));
  verb.add_option("--contacts", options.contacts, "In each town of the history rows")
      ->capture_default_str()
      ->check(CLI::Range(100'000, 10'000'000));
  verb.add_option("--sized", options.sized, "Customers whose bytes on disk are counted")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 1'000'000));
  verb.add_option("--only", options.only, "One part of the three")
      ->check(CLI::IsMember({"cold", "history", "size"}));
  verb.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  verb.add_option("--data", options.directory, "Data lies in DIR/scale-bench-data meanwhile")
      ->capture_default_str();
  verb.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
}

}  // namespace tact::bench
