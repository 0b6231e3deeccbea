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

// What its rows are called that others are compared with.
std::string decide_name();
std::string crowded_decide_name();

struct ComparedPolicies {
  std::shared_ptr<const Policy> measured;       // what the others are compared with
  std::shared_ptr<const Policy> crowded;        // the same with many rules more
  std::shared_ptr<const Policy> international;  // null: there is none
};

class DecideCompared final : public Measure {
 public:
  // `workload` but for where the customers live, and how many there are.
  DecideCompared(ComparedPolicies policies, const WorkloadOptions& workload, std::size_t questions);

  Status prepare() override;
  Status run_round(Sheet& sheet) override;

 private:
  // Customers of their own for each market, under the policy that decides about them.
  Result<InProcess*> add_customers(std::shared_ptr<const Policy> policy, const std::string& market);
  void add_row(std::string name, Floor floor, std::shared_ptr<const Policy> policy,
               InProcess& customers);

  const ComparedPolicies policies_;
  const WorkloadOptions workload_;
  const std::size_t questions_;
  std::vector<std::unique_ptr<InProcess>> customers_;
  std::vector<std::unique_ptr<DecideOnly>> rows_;
};

}  // namespace tact::bench
