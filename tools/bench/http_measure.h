// The daemon as clients see it: batches of lines, and single requests on kept connections.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/child.h"
#include "bench/http_load.h"
#include "bench/measure.h"
#include "bench/workload.h"

namespace tact::bench {

struct HttpOptions {
  std::string tactd;      // the program
  std::string directory;  // its data
  std::string policies;
  WorkloadOptions workload;
  std::size_t batch_decisions_per_round = 0;
  std::size_t single_requests_per_round = 0;
};

class HttpMeasure final : public Measure {
 public:
  explicit HttpMeasure(HttpOptions options);

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  std::vector<std::string> next_bodies(std::size_t lines);
  Status take_in_customers();
  Status run_batch(Sheet& sheet);
  Status run_single(Sheet& sheet);

  const HttpOptions options_;
  Workload workload_;
  std::unique_ptr<Child> daemon_;
};

}  // namespace tact::bench
