// The engine without a front: commands go in, answers come back, and enough is on its way that
// groups form as they do under load.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "bench/measure.h"
#include "bench/workload.h"
#include "engine/engine.h"
#include "store/store.h"

namespace tact::bench {

struct InProcessOptions {
  std::string name;       // what its figures are called
  std::string directory;  // of a RocksStore; "" is a MemStore: the same work with nothing durable
  WorkloadOptions workload;
  std::size_t decisions_per_round = 0;
  Store* given_store = nullptr;  // used instead of one of its own; outlives it
  EngineOptions engine = {};
};

// What came back.
struct Tally {
  std::array<std::uint64_t, 3> outcomes{};  // by Outcome
  std::uint64_t recorded = 0;
  std::uint64_t refused = 0;
  std::string first_refusal;

  void count(const std::vector<Reply>& replies);
};

// What its figure of answers a second is called.
std::string in_process_rate_name(const std::string& name);

class InProcess final : public Measure {
 public:
  InProcess(std::shared_ptr<const Policy> policy, InProcessOptions options);
  ~InProcess() override;

  // Takes in all customers, and makes a few decisions to warm up.
  Status prepare() override;
  Status run_round(Sheet& sheet) override { return run_round(options_.name, sheet); }
  // With figures of another name.
  Status run_round(const std::string& name, Sheet& sheet);
  // Asks what is not recorded, so that the engine has all that it needs of these customers.
  Status visit(std::size_t first, std::size_t count);

  const Store& store() const { return *store_; }
  Workload& workload() { return workload_; }
  const Tally& tally() const { return tally_; }  // of all rounds

 private:
  Status open_store();
  Status take_in_customers();
  Result<Tally> run(std::vector<Command> commands);
  std::vector<Command> next_commands(std::size_t count);

  const std::shared_ptr<const Policy> policy_;
  const InProcessOptions options_;
  Workload workload_;
  Tally tally_;
  std::unique_ptr<Store> own_store_;
  Store* store_ = nullptr;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<Randomness> randomness_;
  std::unique_ptr<Engine> engine_;  // last: it uses the others to its end
};

}  // namespace tact::bench
