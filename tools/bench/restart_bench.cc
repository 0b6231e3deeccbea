#include "bench/restart_bench.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

#include "bench/in_process.h"
#include "bench/machine.h"
#include "bench/measure.h"
#include "bench/report.h"
#include "engine/decider.h"
#include "store/rocks_store.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* rate_name = "tail folded: rate";

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

class NoRandomness final : public Randomness {
 public:
  void fill(std::span<std::uint8_t>) override { std::abort(); }  // A fold makes nobody up.
};

RocksOptions store_options(const std::string& path) {
  RocksOptions options;
  options.path = path;
  return options;
}

// Nothing is written behind by itself: the tail is all that was decided.
RocksOptions without_writing_behind(const std::string& path) {
  RocksOptions options = store_options(path);
  options.write_behind_bytes_max = std::size_t{64} << 30;
  options.unsettled_entries_max = UINT64_MAX;
  options.unsettled_time_max = std::chrono::hours(24);
  return options;
}

// Decides, and is gone without a word.
Status decide_and_die(const RestartBenchOptions& options, std::shared_ptr<const Policy> policy,
                      const std::string& path) {
  auto store = RocksStore::open(without_writing_behind(path));
  if (!store) return std::move(store).error();
  InProcessOptions in_process{"engine", "", {}, options.decisions, store->get()};
  in_process.workload = {
      options.seed, options.customers, 0,
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + std::chrono::hours(6)};
  InProcess engine(std::move(policy), in_process);
  if (auto status = engine.prepare(); !status) return status;
  if (auto status = (*store)->settle(); !status) return status;
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  if (auto status = engine.run_round(ignored); !status) return status;
  std::raise(SIGKILL);
  return Error{"a killed process goes on"};
}

Status leave_a_tail(const RestartBenchOptions& options, std::shared_ptr<const Policy> policy,
                    const std::string& path) {
  const pid_t child = fork();
  if (child < 0) return Error{"cannot fork"};
  if (child == 0) {
    const Status status = decide_and_die(options, std::move(policy), path);
    say(status.error().message);
    std::_Exit(EXIT_FAILURE);
  }
  int ended = 0;
  if (waitpid(child, &ended, 0) != child) return Error{"cannot wait for the process that decides"};
  if (!WIFSIGNALED(ended)) return Error{"the process that decides failed"};
  return Done{};
}

Status start_again(const std::string& path, Sheet& sheet) {
  const auto begun = Steady::now();
  auto store = RocksStore::open(store_options(path));
  if (!store) return std::move(store).error();
  const double opened = seconds_since(begun);
  const auto tail = static_cast<double>((*store)->size().value - (*store)->settled_before().value);
  NoRandomness none;
  Decider decider(**store, none, {});
  const auto cpu = own_cpu();
  const auto folding = Steady::now();
  if (auto status = decider.recover(); !status) return status;
  const double folded = seconds_since(folding);
  const auto used = std::chrono::duration<double, std::micro>(own_cpu() - cpu).count();
  sheet.add("entries of the tail", "entries", Floor::none, tail);
  sheet.add("store opened", "s", Floor::none, opened);
  sheet.add("tail folded", "s", Floor::none, folded);
  sheet.add(rate_name, "entries/s", Floor::none, tail / folded);
  sheet.add("tail folded: CPU of all threads, an entry", "µs", Floor::none, used / tail);
  return Done{};
}

}  // namespace

Status run_restart_bench(const RestartBenchOptions& options, std::shared_ptr<const Policy> policy) {
  fs::remove_all(options.directory);
  fs::create_directories(options.directory);
  Report report;
  report.machine = machine_facts(options.directory);
  report.options = {{"customers", std::to_string(options.customers)},
                    {"decisions", std::to_string(options.decisions)},
                    {"seed", std::to_string(options.seed)},
                    {"rounds", std::to_string(options.rounds)}};
  const std::string killed = options.directory + "/killed";
  say("preparing: another process decides, and is killed");
  if (auto status = leave_a_tail(options, std::move(policy), killed); !status) return status;
  Sheet sheet;
  for (int round = 1; round <= options.rounds; ++round) {
    say("round " + std::to_string(round) + " of " + std::to_string(options.rounds));
    const std::string copy = options.directory + "/copy";
    fs::copy(killed, copy, fs::copy_options::recursive);
    if (auto status = start_again(copy, sheet); !status) return status;
    fs::remove_all(copy);
  }
  report.figures = sheet.figures();
  for (const Figure& figure : report.figures) {
    if (figure.name == rate_name) report.results["tail replayed"] = figure.rounds;
  }
  report.notes = {
      "what the process had written is in the system's memory still: a start after a "
      "power cut reads it from the disk"};
  std::fputs(format_table(report).c_str(), stdout);
  if (auto status = write_json(report, options.json); !status) return status;
  say("written to " + options.json);
  fs::remove_all(options.directory);
  return Done{};
}

}  // namespace tact::bench
