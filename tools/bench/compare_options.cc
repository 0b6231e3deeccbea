#include "bench/compare_options.h"

namespace tact::bench {

void add_compare_options(CLI::App& app, CompareOptions& options) {
  app.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 100'000'000));
  app.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  app.add_option("--skew", options.skew, "Exponent of the Zipf rows")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 2.0));
  app.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  app.add_flag("--quick", options.quick, "Fewer customers, shorter rounds: under a minute");
  app.add_flag("--without-http", options.without_http, "No daemon");
  app.add_flag("--without-peers", options.without_peers, "No Redis, no PostgreSQL");
  app.add_option("--policy", options.policy, "A file, or a folder with policy.yaml")
      ->capture_default_str();
  app.add_option("--international", options.international,
                 "Another policy, for customers of many countries")
      ->capture_default_str();
  app.add_option("--tactd", options.tactd, "The daemon to measure")->capture_default_str();
  app.add_option("--redis-server", options.redis_server, "Redis's server, started for the run")
      ->capture_default_str();
  app.add_option("--postgres", options.postgres,
                 "The folder of initdb and postgres; without it, the newest that is installed");
  app.add_option("--data", options.directory, "Data lies in DIR/bench-data meanwhile")
      ->capture_default_str();
  app.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
  app.add_option("--results", options.results,
                 "JSON of another verb's run, for the bars that it measures");
}

}  // namespace tact::bench
