#include "bench/overload_bench.h"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <thread>

#include <sched.h>

#include "bench/bars.h"
#include "bench/http_dialogue.h"
#include "bench/http_town.h"
#include "bench/load_generator.h"
#include "bench/machine.h"
#include "bench/offered.h"
#include "bench/report.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t closed_connections = 256;
constexpr std::size_t closed_requests = 100'000;
constexpr std::chrono::milliseconds probe_every{20};
constexpr std::chrono::milliseconds head_start{200};
constexpr std::chrono::seconds patience{120};

constexpr const char* capacity_name = "capacity: answered";
constexpr const char* goodput_name = "overload: admitted";

const std::vector<Bar>& bars() {
  static const std::vector<Bar> all = {{"asked three times as much as it can answer",
                                        "≥ 0.9 × what it answers otherwise", "goodput / capacity",
                                        Sense::at_least, 0.9, "×"}};
  return all;
}

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

// The machine's last core is the load generator's, and all others the daemon's.
struct Cores {
  std::string daemon;  // "" where there is one core for both

  static Cores share_out() {
    const int count = static_cast<int>(std::thread::hardware_concurrency());
    if (count < 2) return {};
    cpu_set_t own;
    CPU_ZERO(&own);
    CPU_SET(count - 1, &own);
    sched_setaffinity(0, sizeof own, &own);
    return {"0-" + std::to_string(count - 2)};
  }
};

std::string get_message(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

// Offers the messages, taking turns on so many connections, at a steady rate.
Status offer(std::uint16_t port, std::size_t connections, std::chrono::nanoseconds step,
             std::vector<std::string> messages, Offered& offered) {
  std::vector<std::vector<std::string>> lists(connections);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    lists[i % connections].push_back(std::move(messages[i]));
  }
  auto generator = LoadGenerator::connect(port, connections);
  if (!generator) return std::move(generator).error();
  Schedule schedule{Steady::now() + head_start, step * static_cast<std::int64_t>(connections)};
  std::vector<std::unique_ptr<Dialogue>> dialogues;
  for (auto& list : lists) {
    dialogues.push_back(std::make_unique<OfferedRequests>(std::move(list), schedule, offered));
    schedule.first += step;
  }
  const auto took = (*generator)->run(dialogues, patience);
  if (!took) return took.error();
  return offered.check();
}

// Looks at one page again and again beside what else is asked.
class Probe {
 public:
  Probe(std::uint16_t port, const std::string& path, std::size_t seconds)
      : thread_([this, port, path, times = std::chrono::seconds(seconds) / probe_every] {
          std::vector<std::string> messages(static_cast<std::size_t>(times), get_message(path));
          status_ = offer(port, 1, probe_every, std::move(messages), seen_);
        }) {}

  Result<Offered> wait() {
    thread_.join();
    if (!status_) return status_.error();
    return std::move(seen_);
  }

 private:
  Offered seen_;
  Status status_ = Done{};
  std::jthread thread_;
};

void add_times(const std::string& name, const Histogram& times, Sheet& sheet) {
  if (times.count() == 0) return;
  sheet.add(name + ": p50", "µs", Floor::none, times.quantile_us(0.5));
  sheet.add(name + ": p99", "µs", Floor::none, times.quantile_us(0.99));
  sheet.add(name + ": max", "µs", Floor::none, times.most_us());
}

class Overload {
 public:
  Overload(const OverloadOptions& options, HttpTown& town) : options_(options), town_(town) {}

  Status run_round(Sheet& sheet) {
    auto load = town_.send_singles(closed_connections, closed_requests, std::nullopt);
    if (!load) return load.error();
    const double capacity = static_cast<double>(load->answers()) / load->seconds;
    sheet.add(capacity_name, "requests/s", Floor::none, capacity);
    add_times("capacity", load->latencies, sheet);
    if (auto status = ask_too_much(capacity * options_.times, sheet); !status) return status;
    load = town_.send_singles(closed_connections, closed_requests, std::nullopt);
    if (!load) return load.error();
    sheet.add("afterwards: answered", "requests/s", Floor::none,
              static_cast<double>(load->answers()) / load->seconds);
    return Done{};
  }

 private:
  Status ask_too_much(double rate, Sheet& sheet) {
    const auto count = static_cast<std::size_t>(rate * static_cast<double>(options_.seconds));
    std::vector<std::string> messages;
    for (std::size_t i = 0; i < count; ++i) {
      messages.push_back(single_message(town_.workload().next_request()));
    }
    const std::uint16_t port = town_.daemon().port();
    Probe health(port, "/healthz", options_.seconds);
    Probe log(port, "/v1/log?limit=10", options_.seconds);
    Offered offered;
    const auto begun = Steady::now() + head_start;
    const std::chrono::nanoseconds step(static_cast<std::int64_t>(1e9 / rate));
    if (auto status = offer(port, options_.connections, step, std::move(messages), offered);
        !status) {
      return status;
    }
    const double seconds = seconds_since(begun);
    const auto per_second = [seconds](const Histogram& times) {
      return static_cast<double>(times.count()) / seconds;
    };
    sheet.add("overload: offered", "requests/s", Floor::none, rate);
    sheet.add(goodput_name, "requests/s", Floor::none, per_second(offered.admitted));
    sheet.add("overload: refused", "requests/s", Floor::none, per_second(offered.refused));
    add_times("overload: admitted", offered.admitted, sheet);
    add_times("overload: refused", offered.refused, sheet);
    const auto healthy = health.wait();
    if (!healthy) return healthy.error();
    add_times("overload: GET /healthz", healthy->admitted, sheet);
    const auto read = log.wait();
    if (!read) return read.error();
    add_times("overload: GET /v1/log", read->admitted, sheet);
    return Done{};
  }

  const OverloadOptions& options_;
  HttpTown& town_;
};

}  // namespace

Status run_overload_bench(const OverloadOptions& options) {
  fs::remove_all(options.directory);
  fs::create_directories(options.directory);
  Report report;
  report.machine = machine_facts(options.directory);
  report.options = {{"customers", std::to_string(options.customers)},
                    {"connections", std::to_string(options.connections)},
                    {"seed", std::to_string(options.seed)},
                    {"rounds", std::to_string(options.rounds)}};
  say("preparing: " + std::to_string(options.customers) + " customers");
  const Cores cores = Cores::share_out();
  auto town =
      HttpTown::open({options.tactd,
                      options.directory + "/daemon",
                      options.policies,
                      {options.seed, options.customers, 0, tomorrow_morning(options.directory)},
                      cores.daemon});
  if (!town) return std::move(town).error();
  Sheet sheet;
  Overload overload(options, **town);
  for (int round = 1; round <= options.rounds; ++round) {
    say("round " + std::to_string(round) + " of " + std::to_string(options.rounds));
    if (auto status = overload.run_round(sheet); !status) return status;
  }
  report.figures = sheet.figures();
  report.results["goodput / capacity"] = ratios_of(report.figures, goodput_name, capacity_name);
  report.bars = hold_against(bars(), report.results);
  report.notes = {
      "capacity: what " + std::to_string(closed_connections) +
          " connections get answered that each ask again when they are answered",
      "overload: requests come when they are due, and a time is from then on; who is refused does "
      "not ask again",
      cores.daemon.empty()
          ? "the daemon and the load generator shared one core"
          : "the daemon had the cores " + cores.daemon + ", the load generator another one"};
  std::fputs(format_table(report).c_str(), stdout);
  if (auto status = write_json(report, options.json); !status) return status;
  say("written to " + options.json);
  town->reset();
  fs::remove_all(options.directory);
  return Done{};
}

}  // namespace tact::bench
