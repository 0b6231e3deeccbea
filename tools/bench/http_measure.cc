#include "bench/http_measure.h"

#include <utility>

#include "bench/cpu_watch.h"
#include "bench/http_dialogue.h"
#include "bench/load_generator.h"
#include "bench/metrics_text.h"

namespace tact::bench {
namespace {

constexpr std::size_t batch_connections = 4;
constexpr std::size_t open_loop_connections = 64;
constexpr std::size_t open_loop_rate = 10'000;
constexpr std::size_t customers_at_once = 20'000;
constexpr std::chrono::seconds limit{120};
// The first requests are made and connections opened before they are due.
constexpr std::chrono::milliseconds head_start{20};

}  // namespace

std::string http_batch_name() { return "HTTP batch, 4 connections: answered"; }

std::string http_singles_name(std::size_t connections) {
  return "HTTP single, " + std::to_string(connections) + " connections: answered";
}

std::string open_loop_name(const std::string& quantile) {
  return "HTTP open loop, 10,000 requests/s: " + quantile;
}

HttpMeasure::HttpMeasure(HttpOptions options)
    : options_(std::move(options)), workload_(options_.workload) {}

Status HttpMeasure::prepare() {
  auto daemon = Child::start(options_.tactd, options_.directory, options_.policies);
  if (!daemon) return std::move(daemon).error();
  daemon_ = *std::move(daemon);
  return take_in_customers();
}

Status HttpMeasure::take_in_customers() {
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

std::vector<std::string> HttpMeasure::next_bodies(std::size_t lines) {
  std::vector<std::string> bodies(batch_connections);
  for (std::size_t i = 0; i < lines; ++i) {
    bodies[i % bodies.size()] += workload_.next_request() + '\n';
  }
  return bodies;
}

Result<Load> HttpMeasure::send_batches(std::vector<std::string> bodies) {
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

Result<Load> HttpMeasure::send_singles(std::size_t connections, std::size_t requests,
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

Status HttpMeasure::run_round(Sheet& sheet) {
  if (auto status = run_batch(sheet); !status) return status;
  for (const std::size_t connections : {64U, 256U}) {
    if (auto status = run_singles(connections, sheet); !status) return status;
  }
  return run_open_loop(sheet);
}

Result<std::map<std::string, double>> HttpMeasure::metrics() const {
  const auto text = http_get(daemon_->port(), "/metrics");
  if (!text) return text.error();
  return parse_metrics(*text);
}

void HttpMeasure::add_stages(const std::string& name, const std::map<std::string, double>& before,
                             const std::map<std::string, double>& after, double count,
                             Sheet& sheet) const {
  for (const auto& [sample, value] : after) {
    const std::string start = "tact_stage_cpu_seconds_total{stage=\"";
    if (!sample.starts_with(start)) continue;
    const std::string stage = sample.substr(start.size(), sample.rfind('"') - start.size());
    const auto known = before.find(sample);
    const double used = value - (known == before.end() ? 0 : known->second);
    sheet.add(name + ": CPU of its stage " + stage, "µs", Floor::groups_of_1024,
              1e6 * used / count);
  }
}

Status HttpMeasure::run_batch(Sheet& sheet) {
  std::vector<std::string> bodies = next_bodies(options_.batch_decisions_per_round);
  const auto before = metrics();
  if (!before) return before.error();
  const CpuWatch watch(daemon_->process());
  const auto load = send_batches(std::move(bodies));
  if (!load) return load.error();
  if (auto status = load->check(options_.batch_decisions_per_round); !status) return status;
  const auto count = static_cast<double>(load->answers());
  sheet.add(http_batch_name(), "decisions/s", Floor::groups_of_1024, count / load->seconds);
  watch.add_to(sheet, "HTTP batch", "the daemon", count);
  const auto after = metrics();
  if (!after) return after.error();
  add_stages("HTTP batch", *before, *after, count, sheet);
  return Done{};
}

Status HttpMeasure::run_singles(std::size_t connections, Sheet& sheet) {
  const auto before = metrics();
  if (!before) return before.error();
  const CpuWatch watch(daemon_->process());
  const auto load = send_singles(connections, options_.single_requests_per_round, std::nullopt);
  if (!load) return load.error();
  const auto count = static_cast<double>(load->answers());
  const std::string name = "HTTP single, " + std::to_string(connections) + " connections";
  sheet.add(http_singles_name(connections), "requests/s", Floor::groups_of_64,
            count / load->seconds);
  sheet.add(name + ": latency p50", "µs", Floor::one_entry, load->latencies.quantile_us(0.5));
  sheet.add(name + ": latency p99", "µs", Floor::one_entry, load->latencies.quantile_us(0.99));
  watch.add_to(sheet, name, "the daemon", count);
  const auto after = metrics();
  if (!after) return after.error();
  add_stages(name, *before, *after, count, sheet);
  return Done{};
}

Status HttpMeasure::run_open_loop(Sheet& sheet) {
  const std::string groups = "tact_commit_groups_total";
  const auto before = metrics();
  if (!before) return before.error();
  const CpuWatch watch(daemon_->process());
  const Schedule schedule{
      {}, std::chrono::nanoseconds(std::chrono::seconds(open_loop_connections)) / open_loop_rate};
  const auto load =
      send_singles(open_loop_connections, open_loop_rate * options_.open_loop_seconds, schedule);
  if (!load) return load.error();
  const auto after = metrics();
  if (!after) return after.error();
  for (const auto& [quantile, share] : std::initializer_list<std::pair<const char*, double>>{
           {"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}}) {
    sheet.add(open_loop_name(quantile), "µs", Floor::one_entry, load->latencies.quantile_us(share));
  }
  sheet.add(open_loop_name("max"), "µs", Floor::one_entry, load->latencies.most_us());
  const auto count = static_cast<double>(load->answers());
  sheet.add(open_loop_name("answered"), "requests/s", Floor::none, count / load->seconds);
  sheet.add(open_loop_name("decisions in a group"), "", Floor::none,
            count / (after->at(groups) - before->at(groups)));
  watch.add_to(sheet, "HTTP open loop", "the daemon", count);
  add_stages("HTTP open loop", *before, *after, count, sheet);
  return Done{};
}

}  // namespace tact::bench
