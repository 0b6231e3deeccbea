// The daemon as clients see it: batches of lines, single requests on kept connections, and requests
// that come when they come.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/child.h"
#include "bench/load.h"
#include "bench/measure.h"
#include "bench/questions.h"
#include "bench/workload.h"

namespace tact::bench {

struct HttpOptions {
  std::string tactd;      // the program
  std::string directory;  // its data
  std::string policies;
  WorkloadOptions workload;
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
  Status take_in_customers();
  std::vector<std::string> next_bodies(std::size_t lines);
  Result<Load> send_batches(std::vector<std::string> bodies);
  Result<Load> send_singles(std::size_t connections, std::size_t requests,
                            std::optional<Schedule> schedule);
  Status run_batch(Sheet& sheet);
  Status run_singles(std::size_t connections, Sheet& sheet);
  Status run_open_loop(Sheet& sheet);
  Result<std::map<std::string, double>> metrics() const;
  void add_stages(const std::string& name, const std::map<std::string, double>& before,
                  const std::map<std::string, double>& after, double count, Sheet& sheet) const;

  const HttpOptions options_;
  Workload workload_;
  std::unique_ptr<Child> daemon_;
};

}  // namespace tact::bench
