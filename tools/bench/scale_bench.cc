#include "bench/scale_bench.h"

#include <cstdio>
#include <filesystem>

#include "bench/cold_measure.h"
#include "bench/customer_size.h"
#include "bench/history_measure.h"
#include "bench/machine.h"
#include "bench/report.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

// A Monday in winter, 09:00 in Istanbul.
constexpr Instant workload_begin =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 5).time_since_epoch()) +
    std::chrono::hours(6);

Status run_rounds(Measure& measure, const std::string& name, int rounds, Sheet& sheet) {
  say("preparing: " + name);
  if (auto status = measure.prepare(); !status) return status;
  for (int round = 1; round <= rounds; ++round) {
    say(name + ", round " + std::to_string(round) + " of " + std::to_string(rounds));
    if (auto status = measure.run_round(sheet); !status) return status;
  }
  return Done{};
}

// In this order: what the others leave in memory would be in the figures of the first.
Status measure_all(const ScaleBenchOptions& options, const std::shared_ptr<const Policy>& policy,
                   Sheet& sheet) {
  const auto is_wanted = [&](const char* part) {
    return options.only.empty() || options.only == part;
  };
  if (is_wanted("cold")) {
    ColdOptions cold;
    cold.directory = options.directory + "/cold";
    cold.workload = {options.seed, options.customers, 0, workload_begin};
    cold.memory = options.memory_mib << 20;
    ColdMeasure measure(policy, std::move(cold));
    const std::string name = "cold, " + std::to_string(options.customers) + " customers";
    if (auto status = run_rounds(measure, name, options.rounds, sheet); !status) return status;
  }
  fs::remove_all(options.directory + "/cold");
  if (is_wanted("size")) {
    say("size: " + std::to_string(options.sized) + " customers");
    const CustomerSizeOptions size{options.directory + "/size", options.sized, options.seed};
    if (auto status = measure_customer_size(size, policy, sheet); !status) return status;
  }
  if (is_wanted("history")) {
    HistoryMeasure measure({options.contacts, options.seed});
    if (auto status = run_rounds(measure, "history", options.rounds, sheet); !status) return status;
  }
  return Done{};
}

void conclude(const Sheet& sheet, Report& report) {
  report.figures = sheet.figures();
  const auto give = [&](const char* result, std::vector<double> rounds) {
    if (!rounds.empty()) report.results[result] = std::move(rounds);
  };
  give("cold / warm", ratios_of(report.figures, cold_rate_name(), warm_rate_name()));
  give("1,000 contacts / 10 contacts",
       ratios_of(report.figures, history_name(1'000, "held"), history_name(10, "held")));
  for (const Figure& figure : report.figures) {
    if (figure.name == customer_bytes_name()) give("bytes per customer", figure.rounds);
    if (figure.name == resident_name()) give("resident / budget", figure.rounds);
  }
  report.bars = hold_against(all_bars(), report.results);
  std::erase_if(report.bars, [](const BarRow& row) { return !row.is_measured(); });
}

}  // namespace

Status run_scale_bench(const ScaleBenchOptions& options, std::shared_ptr<const Policy> policy) {
  fs::remove_all(options.directory);
  fs::create_directories(options.directory);
  Report report;
  report.machine = machine_facts(options.directory);
  report.options = {{"customers", std::to_string(options.customers)},
                    {"memory, MiB", std::to_string(options.memory_mib)},
                    {"contacts", std::to_string(options.contacts)},
                    {"customers sized", std::to_string(options.sized)},
                    {"seed", std::to_string(options.seed)},
                    {"rounds", std::to_string(options.rounds)}};
  Sheet sheet;
  if (auto status = measure_all(options, policy, sheet); !status) return status;
  conclude(sheet, report);
  report.notes = {
      "cold: nothing of the customers is in the process's memory, their files may be in the "
      "system's; from disk: they are not; warm: customers whom nobody asked for before, but the "
      "engine was made to look at them",
      "history: processor time of what the commands need, the decision and the changed states as "
      "bytes; caps of 30 days, a month and 30 dates count every contact"};
  std::fputs(format_table(report).c_str(), stdout);
  if (auto status = write_json(report, options.json); !status) return status;
  say("written to " + options.json);
  fs::remove_all(options.directory);
  return Done{};
}

}  // namespace tact::bench
