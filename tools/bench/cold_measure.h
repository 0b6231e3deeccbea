// Decisions for customers of whom nothing is in the process's memory, and of whom all is: the same
// engine over the same store with many more customers than its memory holds.
#pragma once

#include <memory>
#include <string>

#include "tact/policy.h"

#include "bench/in_process.h"
#include "bench/measure.h"
#include "store/rocks_store.h"

namespace tact::bench {

struct ColdOptions {
  std::string directory;  // of the store; made
  WorkloadOptions workload;
  std::size_t decisions_per_round = 50'000;
  std::size_t warm_customers = 50'000;        // known to the engine before they are asked for
  std::size_t memory = std::size_t{2} << 30;  // the engine's and the store's budget
};

// Answers a second.
std::string cold_rate_name();
std::string warm_rate_name();
// A part of the budget.
std::string resident_name();

class ColdMeasure final : public Measure {
 public:
  ColdMeasure(std::shared_ptr<const Policy> policy, ColdOptions options);

  Status prepare() override;
  // "cold": each of all customers may be asked for; their files may be in the system's memory.
  // "from disk": they are not. "warm": some whom nobody asked for before, but the engine has been
  // made to look at them.
  Status run_round(Sheet& sheet) override;

 private:
  Status measure(const std::string& name, Sheet& sheet);

  const std::shared_ptr<const Policy> policy_;
  const ColdOptions options_;
  std::unique_ptr<RocksStore> store_;
  std::unique_ptr<InProcess> engine_;  // Uses the store.
  std::size_t next_warm_ = 0;
};

}  // namespace tact::bench
