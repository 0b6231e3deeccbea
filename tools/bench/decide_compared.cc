#include "bench/decide_compared.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tact::bench {
namespace {

struct Row {
  std::string_view market;
  std::string_view customers;
};

constexpr std::array<Row, 7> rows = {{{"TR", "in Türkiye"},
                                      {"US", "in the United States"},
                                      {"FR", "in France"},
                                      {"GB", "in the United Kingdom"},
                                      {"BE", "in Belgium"},
                                      {"unknown", "nobody knows where"},
                                      {"mixed", "of all these"}}};

// As many as the warm-up gives a history of some contacts each.
constexpr std::size_t customers_most = 10'000;

}  // namespace

std::string decide_name() { return "floor D: decide(), 10,000 customers in Istanbul"; }
std::string crowded_decide_name() { return "decide(), and 1,000 rules for others"; }

DecideCompared::DecideCompared(ComparedPolicies policies, const WorkloadOptions& workload,
                               std::size_t questions)
    : policies_(std::move(policies)), workload_(workload), questions_(questions) {}

Result<InProcess*> DecideCompared::add_customers(std::shared_ptr<const Policy> policy,
                                                 const std::string& market) {
  WorkloadOptions workload = workload_;
  workload.market = market;
  workload.customers = std::min(workload.customers, customers_most);
  auto customers = std::make_unique<InProcess>(
      std::move(policy), InProcessOptions{"customers, " + market, "", workload, 0});
  if (auto status = customers->prepare(); !status) return std::move(status).error();
  customers_.push_back(std::move(customers));
  return customers_.back().get();
}

void DecideCompared::add_row(std::string name, Floor floor, std::shared_ptr<const Policy> policy,
                             InProcess& customers) {
  rows_.push_back(std::make_unique<DecideOnly>(std::move(name), floor, std::move(policy), customers,
                                               questions_));
}

Status DecideCompared::prepare() {
  const auto own = add_customers(policies_.measured, "example");
  if (!own) return own.error();
  add_row(decide_name(), Floor::none, policies_.measured, **own);
  add_row(crowded_decide_name(), Floor::one_decision, policies_.crowded, **own);
  if (policies_.international == nullptr) return Done{};
  for (const Row& row : rows) {
    const auto customers = add_customers(policies_.international, std::string(row.market));
    if (!customers) return customers.error();
    add_row("decide(), international, customers " + std::string(row.customers), Floor::one_decision,
            policies_.international, **customers);
  }
  return Done{};
}

Status DecideCompared::run_round(Sheet& sheet) {
  for (const auto& row : rows_) {
    if (auto status = row->run_round(sheet); !status) return status;
  }
  return Done{};
}

}  // namespace tact::bench
