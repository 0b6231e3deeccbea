// decide() alone under other policies than the one that is measured, in the same round: how its
// cost grows with rules that do not concern a request, and with the law of many countries.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/decide_only.h"
#include "bench/in_process.h"
#include "bench/measure.h"

namespace tact::bench {

struct ComparedPolicies {
  std::shared_ptr<const Policy> crowded;        // the measured one with many rules more
  std::shared_ptr<const Policy> international;  // null: there is none
};

class DecideCompared final : public Measure {
 public:
  // `source` as DecideOnly takes it, for the customers of the measured policy. `workload` is its
  // too, but for the number of customers.
  DecideCompared(ComparedPolicies policies, InProcess& source, const WorkloadOptions& workload,
                 std::size_t questions);

  Status prepare() override;
  // REQUIRES: the measured policy had its turn in this round.
  Status run_round(Sheet& sheet) override;

 private:
  const ComparedPolicies policies_;
  InProcess& source_;
  const WorkloadOptions workload_;
  const std::size_t questions_;
  std::vector<std::unique_ptr<InProcess>> abroad_;
  std::vector<std::unique_ptr<DecideOnly>> rows_;
};

}  // namespace tact::bench
