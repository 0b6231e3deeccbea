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

// As many as the warm-up gives a history like that of the measured policy's customers.
constexpr std::size_t customers_abroad = 10'000;

}  // namespace

DecideCompared::DecideCompared(ComparedPolicies policies, InProcess& source,
                               const WorkloadOptions& workload, std::size_t questions)
    : policies_(std::move(policies)), source_(source), workload_(workload), questions_(questions) {}

Status DecideCompared::prepare() {
  rows_.push_back(std::make_unique<DecideOnly>("decide(), and 1,000 rules for others",
                                               Floor::one_decision, policies_.crowded, source_,
                                               questions_));
  if (policies_.international == nullptr) return Done{};
  for (const Row& row : rows) {
    WorkloadOptions workload = workload_;
    workload.market = row.market;
    workload.customers = std::min(workload.customers, customers_abroad);
    const std::string name = "decide(), international, customers " + std::string(row.customers);
    auto source = std::make_unique<InProcess>(policies_.international,
                                              InProcessOptions{name, "", workload, 0});
    if (auto status = source->prepare(); !status) return status;
    rows_.push_back(std::make_unique<DecideOnly>(name, Floor::one_decision, policies_.international,
                                                 *source, questions_));
    abroad_.push_back(std::move(source));
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
