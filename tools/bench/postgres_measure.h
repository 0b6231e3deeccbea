// PostgreSQL with one function, prepared: has the customer agreed, were there fewer than three
// contacts in a week, and if so one more. Durable before it is answered, as Tact is; but two that
// ask for a customer at once may both be let through, and no refusal is kept.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/load.h"
#include "bench/load_generator.h"
#include "bench/measure.h"
#include "bench/peer_options.h"
#include "bench/program.h"

namespace tact::bench {

// What the figure of answers a second is called.
std::string postgres_name();

// The newest server's programs on this machine; "" where there are none.
std::string find_postgres();

class PostgresMeasure final : public Measure {
 public:
  // `programs` is the folder of initdb and postgres.
  PostgresMeasure(std::string programs, PeerOptions options);

  // As root it becomes the user `postgres`, since the server refuses to be root's.
  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  Status make_cluster();
  Status start();
  Status fill();
  // Each list on a connection of its own.
  Result<double> run(std::vector<std::vector<std::string>> messages, LoadGenerator& generator,
                     std::size_t asked);

  const std::string programs_;
  const PeerOptions options_;
  Workload workload_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Program> program_;
  std::unique_ptr<LoadGenerator> generator_;
};

}  // namespace tact::bench
