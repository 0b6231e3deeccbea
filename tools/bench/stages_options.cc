#include "bench/stages_options.h"

namespace tact::bench {

void add_stages_options(CLI::App& verb, StagesOptions& options) {
  verb.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--decisions", options.decisions, "In a round")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 100'000'000));
  verb.add_option("--group", options.group, "Commands in a group")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000));
  verb.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
}

}  // namespace tact::bench
