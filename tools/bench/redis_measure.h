// Redis with a script that lets a message through where fewer than three went to the customer in a
// week: one sliding window, and none of the rest (no consent, no log, no reason).
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

// How often its append-only file is synced: each second, so that a crash loses one; or before each
// answer.
enum class AofSync { everysec, always };

// What the figures of answers a second are called.
std::string redis_singles_name(AofSync sync);
std::string redis_pipelined_name(AofSync sync);

class RedisMeasure final : public Measure {
 public:
  // `server` is the program.
  RedisMeasure(std::string server, AofSync sync, PeerOptions options);

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  std::string next_command();
  Status run(const std::string& name, std::size_t requests, std::size_t together, Sheet& sheet);

  const std::string server_;
  const AofSync sync_;
  const PeerOptions options_;
  Workload workload_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Program> program_;
  std::unique_ptr<LoadGenerator> generator_;
  std::string script_;  // by its hash
};

}  // namespace tact::bench
