// What a decision costs by how many contacts the policy's windows reach, on one thread over a store
// in memory. Three towns whose customers have 10, 100 and 1,000 contacts, and as many contacts in
// all: none of them fits into the processor's caches, and a group has each customer at most once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "bench/measure.h"
#include "bench/pipeline.h"
#include "bench/workload.h"
#include "store/mem_store.h"

namespace tact::bench {

struct HistoryOptions {
  std::size_t contacts = 256'000;  // in each town
  std::uint64_t seed = 1;
};

// "held": the customers' records are in memory as they are decided by. "loaded": their bytes are
// read from the store and unpacked. "refused": held, and a cap says no, so that nothing changes and
// it is looked for when it would say yes. The first two are all allowed.
std::string history_name(std::size_t contacts, const std::string& how);

class HistoryMeasure final : public Measure {
 public:
  explicit HistoryMeasure(HistoryOptions options) : options_(options) {}

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  struct Town {
    Town(std::size_t contacts, const WorkloadOptions& options)
        : contacts_each(contacts), workload(options) {}

    const std::size_t contacts_each;
    Workload workload;
    MemStore store;
    std::uint64_t requests = 0;
  };

  void settle_in(Town& town);
  void ask_all(Town& town, Pipeline& pipeline, const std::string& how, Sheet& sheet);

  const HistoryOptions options_;
  std::shared_ptr<const Policy> policy_;
  std::vector<std::unique_ptr<Town>> towns_;
};

}  // namespace tact::bench
