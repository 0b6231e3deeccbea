#include "bench/http_town.h"

#include <utility>

#include "bench/http_dialogue.h"
#include "bench/load_generator.h"
#include "bench/metrics_text.h"

namespace tact::bench {
namespace {

constexpr std::size_t customers_at_once = 20'000;
constexpr std::chrono::seconds limit{120};
// The first requests are made and connections opened before they are due.
constexpr std::chrono::milliseconds head_start{20};

}  // namespace

Result<std::unique_ptr<HttpTown>> HttpTown::open(const HttpTownOptions& options) {
  auto daemon = Child::start(options.tactd, options.directory, options.policies, options.cores);
  if (!daemon) return std::move(daemon).error();
  std::unique_ptr<HttpTown> town(new HttpTown(options.workload, *std::move(daemon)));
  if (auto status = town->take_in_customers(); !status) return std::move(status).error();
  return town;
}

Status HttpTown::take_in_customers() {
  std::vector<std::string> lines = workload_.register_lines();
  for (std::size_t customer = 0; customer < workload_.customers(); ++customer) {
    workload_.append_customer(customer, lines);
    const bool is_last = customer + 1 == workload_.customers();
    if (!is_last && (customer + 1) % customers_at_once != 0) continue;
    std::string body;
    for (const std::string& line : lines) body += line + '\n';
    const auto load = send_batches({std::move(body)});
    if (!load) return load.error();
    if (auto status = load->check(lines.size()); !status) return status;
    lines.clear();
  }
  return Done{};
}

Result<Load> HttpTown::send_batches(std::vector<std::string> bodies) {
  auto generator = LoadGenerator::connect(daemon_->port(), bodies.size());
  if (!generator) return std::move(generator).error();
  Load load;
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  for (std::string& body : bodies) {
    dialogues.push_back(std::make_unique<HttpBatch>(std::move(body), load));
  }
  const auto took = (*generator)->run(dialogues, limit);
  if (!took) return took.error();
  load.seconds = *took;
  return load;
}

Result<Load> HttpTown::send_singles(std::size_t connections, std::size_t requests,
                                    std::optional<Schedule> schedule) {
  std::vector<std::vector<std::string>> messages(connections);
  for (std::size_t i = 0; i < requests; ++i) {
    messages[i % connections].push_back(single_message(workload_.next_request()));
  }
  auto generator = LoadGenerator::connect(daemon_->port(), connections);
  if (!generator) return std::move(generator).error();
  Load load;
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  if (schedule) schedule->first = Steady::now() + head_start;
  for (auto& list : messages) {
    dialogues.push_back(std::make_unique<HttpSingles>(std::move(list), Asking{1, schedule}, load));
    // Each connection takes its turn.
    if (schedule) schedule->first += schedule->step / static_cast<std::int64_t>(connections);
  }
  const auto took = (*generator)->run(dialogues, limit);
  if (!took) return took.error();
  load.seconds = *took;
  if (auto status = load.check(requests); !status) return std::move(status).error();
  return load;
}

Result<std::map<std::string, double>> HttpTown::metrics() const {
  const auto text = http_get(daemon_->port(), "/metrics");
  if (!text) return text.error();
  return parse_metrics(*text);
}

}  // namespace tact::bench
