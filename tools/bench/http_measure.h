// The daemon as clients see it: batches of lines, single requests on kept connections, and requests
// that come when they come.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/http_town.h"
#include "bench/measure.h"

namespace tact::bench {

struct HttpOptions {
  HttpTownOptions town;
  std::size_t batch_decisions_per_round = 0;
  std::size_t single_requests_per_round = 0;
  std::size_t open_loop_seconds = 0;
};

// What the figures of answers a second, and those of the open loop, are called.
std::string http_batch_name();
std::string http_singles_name(std::size_t connections);
std::string open_loop_name(const std::string& quantile);

class HttpMeasure final : public Measure {
 public:
  explicit HttpMeasure(HttpOptions options);

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  std::vector<std::string> next_bodies(std::size_t lines);
  Status run_batch(Sheet& sheet);
  Status run_singles(std::size_t connections, Sheet& sheet);
  Status run_open_loop(Sheet& sheet);
  void add_stages(const std::string& name, const std::map<std::string, double>& before,
                  const std::map<std::string, double>& after, double count, Sheet& sheet) const;

  const HttpOptions options_;
  std::unique_ptr<HttpTown> town_;
};

}  // namespace tact::bench
