#include "bench/http_measure.h"

#include <utility>

#include "bench/cpu_watch.h"

namespace tact::bench {
namespace {

constexpr std::size_t batch_connections = 4;
constexpr std::size_t open_loop_connections = 64;
constexpr std::size_t open_loop_rate = 10'000;

}  // namespace

std::string http_batch_name() { return "HTTP batch, 4 connections: answered"; }

std::string http_singles_name(std::size_t connections) {
  return "HTTP single, " + std::to_string(connections) + " connections: answered";
}

std::string open_loop_name(const std::string& quantile) {
  return "HTTP open loop, 10,000 requests/s: " + quantile;
}

HttpMeasure::HttpMeasure(HttpOptions options) : options_(std::move(options)) {}

Status HttpMeasure::prepare() {
  auto town = HttpTown::open(options_.town);
  if (!town) return std::move(town).error();
  town_ = *std::move(town);
  return Done{};
}

std::vector<std::string> HttpMeasure::next_bodies(std::size_t lines) {
  std::vector<std::string> bodies(batch_connections);
  for (std::size_t i = 0; i < lines; ++i) {
    bodies[i % bodies.size()] += town_->workload().next_request() + '\n';
  }
  return bodies;
}

Status HttpMeasure::run_round(Sheet& sheet) {
  if (auto status = run_batch(sheet); !status) return status;
  for (const std::size_t connections : {64U, 256U}) {
    if (auto status = run_singles(connections, sheet); !status) return status;
  }
  return run_open_loop(sheet);
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
  const auto before = town_->metrics();
  if (!before) return before.error();
  const CpuWatch watch(town_->daemon().process());
  const auto load = town_->send_batches(std::move(bodies));
  if (!load) return load.error();
  if (auto status = load->check(options_.batch_decisions_per_round); !status) return status;
  const auto count = static_cast<double>(load->answers());
  sheet.add(http_batch_name(), "decisions/s", Floor::groups_of_1024, count / load->seconds);
  watch.add_to(sheet, "HTTP batch", "the daemon", count);
  const auto after = town_->metrics();
  if (!after) return after.error();
  add_stages("HTTP batch", *before, *after, count, sheet);
  return Done{};
}

Status HttpMeasure::run_singles(std::size_t connections, Sheet& sheet) {
  const auto before = town_->metrics();
  if (!before) return before.error();
  const CpuWatch watch(town_->daemon().process());
  const auto load =
      town_->send_singles(connections, options_.single_requests_per_round, std::nullopt);
  if (!load) return load.error();
  const auto count = static_cast<double>(load->answers());
  const std::string name = "HTTP single, " + std::to_string(connections) + " connections";
  sheet.add(http_singles_name(connections), "requests/s", Floor::groups_of_64,
            count / load->seconds);
  sheet.add(name + ": latency p50", "µs", Floor::one_entry, load->latencies.quantile_us(0.5));
  sheet.add(name + ": latency p99", "µs", Floor::one_entry, load->latencies.quantile_us(0.99));
  watch.add_to(sheet, name, "the daemon", count);
  const auto after = town_->metrics();
  if (!after) return after.error();
  add_stages(name, *before, *after, count, sheet);
  return Done{};
}

Status HttpMeasure::run_open_loop(Sheet& sheet) {
  const std::string groups = "tact_commit_groups_total";
  const auto before = town_->metrics();
  if (!before) return before.error();
  const CpuWatch watch(town_->daemon().process());
  const Schedule schedule{
      {}, std::chrono::nanoseconds(std::chrono::seconds(open_loop_connections)) / open_loop_rate};
  const auto load = town_->send_singles(open_loop_connections,
                                        open_loop_rate * options_.open_loop_seconds, schedule);
  if (!load) return load.error();
  const auto after = town_->metrics();
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
