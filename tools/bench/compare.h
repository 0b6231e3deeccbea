// tools/dev bench: the engine and the daemon beside the least that being durable costs here, and
// beside what would be used instead. All are measured in turns, round by round.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

struct CompareOptions {
  std::size_t customers = 1'000'000;
  double skew = 0.6;
  std::uint64_t seed = 1;
  int rounds = 5;
  bool quick = false;
  bool without_http = false;
  bool without_peers = false;
  std::string policy;         // a file, or a folder with policy.yaml
  std::string international;  // another one, for customers of many countries
  std::string build_type;
  std::string tactd;
  std::string redis_server = "redis-server";
  std::string postgres;   // the folder of its programs; "" looks for it
  std::string directory;  // data lies in `directory`/bench-data meanwhile
  std::string json;
  std::vector<std::string> results;  // JSON of other verbs, for bars that they measure
};

// Measures, prints the table and writes the JSON.
Status run_compare(CompareOptions options);

}  // namespace tact::bench
