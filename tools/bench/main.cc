// tact_bench: what the engine and the daemon do on this machine, beside the least that being
// durable costs here, measured in turns.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/crowd.h"
#include "bench/decide_compared.h"
#include "bench/decide_only.h"
#include "bench/floor.h"
#include "bench/http_measure.h"
#include "bench/in_process.h"
#include "bench/ledger_bench.h"
#include "bench/ledger_options.h"
#include "bench/machine.h"
#include "bench/report.h"
#include "bench/stages_options.h"
#include "bench/store_options.h"
#include "core/policy/compile.h"
#include "files/disk_files.h"
#include "zones/system_zones.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::size_t customers = 100'000;
  double skew = 0.6;
  std::uint64_t seed = 1;
  int rounds = 5;
  bool quick = false;
  bool without_http = false;
  std::string policy = TACT_SOURCE_DIR "/policies/example";
  std::string international = TACT_SOURCE_DIR "/policies/international";
  std::string tactd = TACT_BUILD_DIR "/src/daemon/tactd";
  std::string directory = TACT_BUILD_DIR;
  std::string json = TACT_BUILD_DIR "/bench.json";
};

// How much one round takes in.
struct Sizes {
  std::size_t floor_entries = 131'072;
  std::size_t decisions = 60'000;
  std::size_t questions = 20'000;
  std::size_t batch_decisions = 60'000;
  std::size_t single_requests = 12'000;
};

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

Result<std::shared_ptr<const Policy>> read_policy(const std::string& path,
                                                  std::shared_ptr<const ZoneBook> zones) {
  DiskFiles files;
  const Compiled compiled =
      compile_policy(policy_file_at(path), files, std::move(zones), std::nullopt);
  if (compiled.policy == nullptr) return Error{path + " does not compile; run `tact policy check`"};
  return compiled.policy;
}

// The daemon goes by the real clock and the workload is planned ahead of it: from tomorrow, 09:00
// in Istanbul, on. The directory was made just now, so its own time says what day it is.
Instant tomorrow_morning(const std::string& new_directory) {
  const auto made = std::chrono::file_clock::to_sys(fs::last_write_time(new_directory));
  return std::chrono::floor<std::chrono::days>(made) + std::chrono::days(1) + std::chrono::hours(6);
}

class Run {
 public:
  explicit Run(Options options) : options_(std::move(options)) {
    if (!options_.quick) return;
    options_.rounds = std::min(options_.rounds, 3);
    options_.customers = std::min<std::size_t>(options_.customers, 10'000);
    sizes_ = {65'536, 30'000, 5'000, 20'000, 5'000};
  }

  Status measure() {
    if (auto status = read_policies(); !status) return status;
    options_.directory += "/bench-data";
    fs::remove_all(options_.directory);
    fs::create_directories(options_.directory);
    report_.machine = machine_facts(options_.directory);
    workload_ = {options_.seed, options_.customers, 0, tomorrow_morning(options_.directory)};
    if (auto status = prepare(); !status) return status;
    for (int round = 1; round <= options_.rounds; ++round) {
      say("round " + std::to_string(round) + " of " + std::to_string(options_.rounds));
      for (const auto& measure : measures_) {
        if (auto status = measure->run_round(sheet_); !status) return status;
      }
    }
    conclude();
    measures_.clear();
    fs::remove_all(options_.directory);
    return Done{};
  }

  Status show() const {
    std::fputs(format_table(report_).c_str(), stdout);
    if (auto status = write_json(report_, options_.json); !status) return status;
    say("written to " + options_.json);
    return Done{};
  }

 private:
  template <class Made>
  Result<Made*> add(std::unique_ptr<Made> measure, const std::string& what) {
    say("preparing: " + what);
    if (auto status = measure->prepare(); !status) return std::move(status).error();
    Made* made = measure.get();
    measures_.push_back(std::move(measure));
    return made;
  }

  InProcessOptions in_process(std::string name, const std::string& directory, double skew) const {
    WorkloadOptions workload = workload_;
    workload.skew = skew;
    return {std::move(name), directory.empty() ? "" : options_.directory + '/' + directory,
            workload, sizes_.decisions};
  }

  Status read_policies();
  Status prepare();
  Status prepare_http();
  void conclude();

  Options options_;
  Sizes sizes_;
  std::shared_ptr<const Policy> policy_;
  ComparedPolicies compared_;
  WorkloadOptions workload_;
  Sheet sheet_;
  Report report_;
  std::vector<std::unique_ptr<Measure>> measures_;
  const InProcess* uniform_ = nullptr;
  double entry_bytes_ = 0;
};

Status Run::read_policies() {
  auto book = load_system_zones();
  if (!book) return std::move(book).error();
  const auto zones = std::make_shared<const ZoneBook>(*std::move(book));
  const auto policy = read_policy(options_.policy, zones);
  if (!policy) return policy.error();
  policy_ = *policy;
  const auto crowded = crowded_policy(options_.policy, 1'000, zones);
  if (!crowded) return crowded.error();
  compared_.measured = policy_;
  compared_.crowded = *crowded;
  if (!fs::exists(options_.international)) {
    report_.notes.push_back("many countries were not measured: there is no " +
                            options_.international);
    return Done{};
  }
  const auto international = read_policy(options_.international, zones);
  if (!international) return international.error();
  compared_.international = *international;
  return Done{};
}

Status Run::prepare() {
  const std::string customers = std::to_string(options_.customers) + " customers";
  auto memory = std::make_unique<InProcess>(policy_, in_process("engine in memory", "", 0));
  say("preparing: engine in memory, " + customers);
  if (auto status = memory->prepare(); !status) return status;

  // The last entries are decisions, as the engine writes them.
  const Seq end = memory->store().size();
  auto entries = memory->store().entries(Seq{end.value - 16'384}, 16'384, 64 << 20);
  if (!entries) return std::move(entries).error();
  // The floor comes first in each round: the others are compared with it.
  auto floor = add(std::make_unique<FloorMeasure>(
                       *std::move(entries), options_.directory + "/floor", sizes_.floor_entries),
                   "floor");
  if (!floor) return floor.error();
  entry_bytes_ = (*floor)->mean_entry_bytes();

  const auto uniform = add(
      std::make_unique<InProcess>(policy_, in_process("engine, durable, uniform", "uniform", 0)),
      "engine, durable, " + customers);
  if (!uniform) return uniform.error();
  uniform_ = *uniform;
  const auto skewed = add(std::make_unique<InProcess>(
                              policy_, in_process("engine, durable, Zipf", "zipf", options_.skew)),
                          "engine, durable, Zipf, " + customers);
  if (!skewed) return skewed.error();
  InProcess* const source = memory.get();
  measures_.push_back(std::move(memory));
  measures_.push_back(std::make_unique<DecideOnly>("decide() alone, states at hand, one thread",
                                                   Floor::groups_of_1024, policy_, *source,
                                                   sizes_.questions));
  const auto compared = add(
      std::make_unique<DecideCompared>(compared_, workload_, sizes_.questions), "other policies");
  if (!compared) return compared.error();
  return prepare_http();
}

Status Run::prepare_http() {
  if (options_.without_http) return Done{};
  if (!fs::exists(options_.tactd)) {
    report_.notes.push_back("HTTP was not measured: there is no " + options_.tactd);
    return Done{};
  }
  const auto daemon = add(std::make_unique<HttpMeasure>(HttpOptions{
                              options_.tactd, options_.directory + "/daemon", options_.policy,
                              workload_, sizes_.batch_decisions, sizes_.single_requests}),
                          "daemon");
  if (!daemon) return daemon.error();
  return Done{};
}

void Run::conclude() {
  report_.figures = sheet_.figures();
  report_.options = {
      {"build", TACT_BUILD_TYPE},
      {"policy", policy_->version() + ", " + std::to_string(policy_->rules.size()) + " rules"},
      {"customers", std::to_string(options_.customers)},
      {"seed", std::to_string(options_.seed)},
      {"rounds", std::to_string(options_.rounds)}};
  const auto& outcomes = uniform_->tally().outcomes;
  const double all = static_cast<double>(outcomes[0] + outcomes[1] + outcomes[2]);
  char text[160];
  std::snprintf(text, sizeof text,
                "of the uniform decisions %.0f %% were allow, %.0f %% defer, "
                "%.0f %% deny; a ledger entry has %.0f bytes on average",
                100 * static_cast<double>(outcomes[0]) / all,
                100 * static_cast<double>(outcomes[1]) / all,
                100 * static_cast<double>(outcomes[2]) / all, entry_bytes_);
  const std::string skew = std::to_string(options_.skew).substr(0, 4);
  auto note = report_.notes.begin();
  for (const std::string& one : {
           std::string("× A: of a rate, its share of what disk and hash allow in the same round; "
                       "of a time, how many entries the floor writes meanwhile"),
           std::string(text),
           std::string("× D: a decide() under another policy, of decide() under this one in the "
                       "same round"),
           "Zipf has the exponent " + skew + ": few customers are asked for very often",
           std::string("requests are planned over the four weeks to come, each with an id, so that "
                       "caps, gaps and hours have something to say"),
           std::string("the load generator runs on the same cores as the daemon and takes its "
                       "share of them; the CPU rows say how much each side used"),
       }) {
    note = report_.notes.insert(note, one) + 1;
  }
}

Result<std::shared_ptr<const Policy>> read_policy(const std::string& path) {
  auto book = load_system_zones();
  if (!book) return std::move(book).error();
  return read_policy(path, std::make_shared<const ZoneBook>(*std::move(book)));
}

Status run_ledger(LedgerBenchOptions options, const std::string& policy_path) {
  const auto policy = read_policy(policy_path);
  if (!policy) return policy.error();
  options.directory += "/ledger-bench-data";
  return run_ledger_bench(options, *policy);
}

Status run_stages(const StagesOptions& options, const std::string& policy_path) {
  const auto policy = read_policy(policy_path);
  if (!policy) return policy.error();
  return run_stages(options, *policy);
}

Status run_store(StoreBenchOptions options, const std::string& policy_path) {
  const auto policy = read_policy(policy_path);
  if (!policy) return policy.error();
  options.directory += "/store-bench-data";
  return run_store_bench(options, *policy);
}

int run(int argc, char** argv) {
  Options options;
  LedgerBenchOptions ledger;
  ledger.directory = TACT_BUILD_DIR;
  ledger.json = TACT_BUILD_DIR "/bench-ledger.json";
  CLI::App app("Measures this machine, the engine and the daemon, in turns.", "tact_bench");
  app.add_option("--customers", options.customers, "How many customers are known")
      ->capture_default_str()
      ->check(CLI::Range(1'000, 100'000'000));
  app.add_option("--rounds", options.rounds, "Rounds of each measure")
      ->capture_default_str()
      ->check(CLI::Range(1, 100));
  app.add_option("--skew", options.skew, "Exponent of the Zipf rows")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 2.0));
  app.add_option("--seed", options.seed, "Of the workload")->capture_default_str();
  app.add_flag("--quick", options.quick, "Fewer customers, shorter rounds: under 15 s");
  app.add_flag("--without-http", options.without_http, "Only what runs in this process");
  app.add_option("--policy", options.policy, "A file, or a folder with policy.yaml")
      ->capture_default_str();
  app.add_option("--international", options.international,
                 "Another policy, for customers of many countries")
      ->capture_default_str();
  app.add_option("--tactd", options.tactd, "The daemon to measure")->capture_default_str();
  app.add_option("--data", options.directory, "Data lies in DIR/bench-data meanwhile")
      ->capture_default_str();
  app.add_option("--json", options.json, "Where the figures go as JSON")->capture_default_str();
  CLI::App* const of_ledger = app.add_subcommand(
      "ledger", "What auditors ask of a large ledger, and what that costs deciding");
  add_ledger_options(*of_ledger, ledger);
  StagesOptions stages;
  CLI::App* const of_stages =
      app.add_subcommand("stages", "What each stage of the pipeline costs by itself");
  add_stages_options(*of_stages, stages);
  StoreBenchOptions store;
  store.directory = TACT_BUILD_DIR;
  store.json = TACT_BUILD_DIR "/bench-store.json";
  CLI::App* const of_store = app.add_subcommand(
      "store", "What the store costs alone: an engine's groups, committed again");
  add_store_options(*of_store, store);
  CLI11_PARSE(app, argc, argv);

  Status status = Done{};
  if (of_ledger->parsed()) {
    status = run_ledger(ledger, options.policy);
  } else if (of_stages->parsed()) {
    status = run_stages(stages, options.policy);
  } else if (of_store->parsed()) {
    status = run_store(store, options.policy);
  } else {
    Run run(std::move(options));
    status = run.measure();
    if (status) status = run.show();
  }
  if (status) return EXIT_SUCCESS;
  say("tact_bench: " + status.error().message);
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace tact::bench

int main(int argc, char** argv) { return tact::bench::run(argc, argv); }
