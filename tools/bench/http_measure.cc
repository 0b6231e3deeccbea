#include "bench/http_measure.h"

#include <algorithm>

#include "tact/check.h"

#include "bench/machine.h"

namespace tact::bench {
namespace {

constexpr std::size_t batch_connections = 4;
constexpr std::size_t single_connections = 64;
constexpr std::size_t customers_at_once = 20'000;
constexpr std::chrono::seconds limit{60};

Status all_answered(const Load& load, std::uint64_t asked) {
  if (load.failed > 0) {
    return Error{std::to_string(load.failed) + " of " + std::to_string(asked) +
                 " were answered by an error, the first by " + load.first_failure};
  }
  if (load.answers() == asked) return Done{};
  return Error{"asked " + std::to_string(asked) + ", answered " + std::to_string(load.answers())};
}

// The value below which `share` of all lie. Reorders them.
double quantile(std::vector<float>& values, double share) {
  TACT_CHECK(!values.empty());
  const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share);
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

// Processor time of both sides since the watch was made, for each of `count`.
class CpuWatch {
 public:
  explicit CpuWatch(int daemon) : daemon_(daemon) {}
  void add_to(Sheet& sheet, const std::string& name, double count) const {
    const std::chrono::duration<double, std::micro> theirs = cpu_of(daemon_) - theirs_;
    const std::chrono::duration<double, std::micro> ours = own_cpu() - ours_;
    sheet.add(name + ": CPU of the daemon", "µs", Floor::groups_of_1024, theirs.count() / count);
    sheet.add(name + ": CPU of the load generator", "µs", Floor::none, ours.count() / count);
  }

 private:
  const int daemon_;
  const std::chrono::microseconds theirs_ = cpu_of(daemon_);
  const std::chrono::microseconds ours_ = own_cpu();
};

}  // namespace

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
    const auto load = send_batches(daemon_->port(), {body}, limit);
    if (!load) return load.error();
    if (auto status = all_answered(*load, lines.size()); !status) return status;
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

Status HttpMeasure::run_round(Sheet& sheet) {
  if (auto status = run_batch(sheet); !status) return status;
  return run_single(sheet);
}

Status HttpMeasure::run_batch(Sheet& sheet) {
  const std::vector<std::string> bodies = next_bodies(options_.batch_decisions_per_round);
  const CpuWatch watch(daemon_->process());
  const auto load = send_batches(daemon_->port(), bodies, limit);
  if (!load) return load.error();
  if (auto status = all_answered(*load, options_.batch_decisions_per_round); !status) return status;
  const auto count = static_cast<double>(load->answers());
  const std::string name = "HTTP batch, 4 connections";
  sheet.add(name + ": answered", "decisions/s", Floor::groups_of_1024, count / load->seconds);
  watch.add_to(sheet, name, count);
  return Done{};
}

Status HttpMeasure::run_single(Sheet& sheet) {
  std::vector<std::vector<std::string>> requests(single_connections);
  for (std::size_t i = 0; i < options_.single_requests_per_round; ++i) {
    requests[i % requests.size()].push_back(workload_.next_request());
  }
  const CpuWatch watch(daemon_->process());
  auto load = send_singles(daemon_->port(), requests, limit);
  if (!load) return load.error();
  if (auto status = all_answered(*load, options_.single_requests_per_round); !status) return status;
  const auto count = static_cast<double>(load->answers());
  const std::string name = "HTTP single, 64 connections";
  sheet.add(name + ": answered", "requests/s", Floor::groups_of_64, count / load->seconds);
  sheet.add(name + ": latency p50", "µs", Floor::one_entry, quantile(load->latencies_us, 0.5));
  sheet.add(name + ": latency p99", "µs", Floor::one_entry, quantile(load->latencies_us, 0.99));
  watch.add_to(sheet, name, count);
  return Done{};
}

}  // namespace tact::bench
