#include "bench/ledger_options.h"

namespace tact::bench {

void add_ledger_options(CLI::App& verb, LedgerBenchOptions& options) {
  verb.add_option("--entries", options.entries, "How many entries the ledger has")
      ->capture_default_str()
      ->check(CLI::Range(100'000, 1'000'000'000));
  verb.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 10'000'000));
  verb.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  verb.add_option("--pages", options.pages, "Pages of each question, in all rounds together")
      ->capture_default_str()
      ->check(CLI::Range(100, 10'000'000));
  verb.add_option("--seconds", options.seconds, "Of deciding, with a reader and without")
      ->capture_default_str()
      ->check(CLI::Range(0.5, 600.0));
  verb.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  verb.add_option("--data", options.directory, "Data lies in DIR/ledger-bench-data meanwhile")
      ->capture_default_str();
  verb.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
}

}  // namespace tact::bench
