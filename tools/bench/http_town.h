// A daemon that knows a workload's customers, and the load that clients of HTTP are to it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/result.h"

#include "bench/child.h"
#include "bench/load.h"
#include "bench/questions.h"
#include "bench/workload.h"

namespace tact::bench {

struct HttpTownOptions {
  std::string tactd;      // the program
  std::string directory;  // its data
  std::string policies;
  WorkloadOptions workload;
  std::string cores;  // that the daemon may use, as taskset's list of them; "" all
};

// Threads: one; the daemon's port may be used by others meanwhile.
class HttpTown {
 public:
  // Starts the daemon and tells it of all customers.
  static Result<std::unique_ptr<HttpTown>> open(const HttpTownOptions& options);

  Workload& workload() { return workload_; }
  const Child& daemon() const { return *daemon_; }

  // Each body on a connection of its own, all at once.
  Result<Load> send_batches(std::vector<std::string> bodies);
  // The workload's next requests, one by one on each connection. An Error where one fails.
  Result<Load> send_singles(std::size_t connections, std::size_t requests,
                            std::optional<Schedule> schedule);
  Result<std::map<std::string, double>> metrics() const;

 private:
  HttpTown(const WorkloadOptions& workload, std::unique_ptr<Child> daemon)
      : workload_(workload), daemon_(std::move(daemon)) {}
  Status take_in_customers();

  Workload workload_;
  const std::unique_ptr<Child> daemon_;
};

}  // namespace tact::bench
