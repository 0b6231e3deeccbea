#include "bench/compare.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "bench/bars.h"
#include "bench/crowd.h"
#include "bench/decide_compared.h"
#include "bench/decide_only.h"
#include "bench/floor.h"
#include "bench/http_measure.h"
#include "bench/in_process.h"
#include "bench/machine.h"
#include "bench/one_batch.h"
#include "bench/policy_at.h"
#include "bench/postgres_measure.h"
#include "bench/recorder.h"
#include "bench/redis_measure.h"
#include "bench/report.h"
#include "engine/memory_shares.h"
#include "store/mem_store.h"
#include "zones/system_zones.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

// Of each engine in this process: a million customers are all in memory.
constexpr std::size_t memory_budget = std::size_t{16} << 30;

constexpr const char* uniform_name = "engine, durable, uniform";

// How much one round takes in.
struct Sizes {
  std::size_t floor_entries = 131'072;
  std::size_t decisions = 120'000;
  std::size_t questions = 20'000;
  std::size_t batch_decisions = 120'000;
  std::size_t single_requests = 40'000;
  std::size_t open_loop_seconds = 5;
  std::size_t redis_singles = 80'000;
  std::size_t redis_pipelined = 200'000;
  std::size_t postgres_requests = 20'000;
};

constexpr Sizes quick_sizes = {65'536, 30'000, 5'000, 20'000, 5'000, 1, 10'000, 40'000, 4'000};

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

class Comparison {
 public:
  explicit Comparison(CompareOptions options) : options_(std::move(options)) {
    if (!options_.quick) return;
    options_.rounds = std::min(options_.rounds, 3);
    options_.customers = std::min<std::size_t>(options_.customers, 10'000);
    sizes_ = quick_sizes;
  }

  Status measure();
  Status show() const;

 private:
  template <class Made>
  Result<Made*> add(std::unique_ptr<Made> measure, const std::string& what) {
    say("preparing: " + what);
    if (auto status = measure->prepare(); !status) return std::move(status).error();
    Made* made = measure.get();
    measures_.push_back(std::move(measure));
    return made;
  }
  // A peer that is not there is noted, and the run goes on.
  template <class Made>
  void add_peer(std::unique_ptr<Made> measure, const std::string& name) {
    const auto added = add(std::move(measure), name);
    if (!added) report_.notes.push_back(name + " was not measured: " + added.error().message);
  }

  InProcessOptions in_process(std::string name, const std::string& directory, double skew) const;
  std::string place(const std::string& name) const { return options_.directory + '/' + name; }

  Status read_policies();
  Status read_other_results();
  Status prepare_floors();
  Status prepare_engines();
  Status prepare_http();
  void prepare_peers();
  void conclude();
  void hold_against_bars();

  CompareOptions options_;
  Sizes sizes_;
  std::shared_ptr<const Policy> policy_;
  ComparedPolicies compared_;
  WorkloadOptions workload_;
  Sheet sheet_;
  Report report_;
  MemStore memory_store_;
  Recorder recorder_{memory_store_};
  std::unique_ptr<InProcess> memory_;
  std::vector<std::unique_ptr<Measure>> measures_;
  const InProcess* uniform_ = nullptr;
  double entry_bytes_ = 0;
};

Status Comparison::measure() {
  if (auto status = read_policies(); !status) return status;
  if (auto status = read_other_results(); !status) return status;
  options_.directory += "/bench-data";
  fs::remove_all(options_.directory);
  fs::create_directories(options_.directory);
  report_.machine = machine_facts(options_.directory);
  workload_ = {options_.seed, options_.customers, 0, tomorrow_morning(options_.directory)};
  if (auto status = prepare_floors(); !status) return status;
  if (auto status = prepare_engines(); !status) return status;
  if (auto status = prepare_http(); !status) return status;
  prepare_peers();
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

Status Comparison::show() const {
  std::fputs(format_table(report_).c_str(), stdout);
  if (auto status = write_json(report_, options_.json); !status) return status;
  say("written to " + options_.json);
  return Done{};
}

InProcessOptions Comparison::in_process(std::string name, const std::string& directory,
                                        double skew) const {
  WorkloadOptions workload = workload_;
  workload.skew = skew;
  InProcessOptions options{std::move(name), directory.empty() ? "" : place(directory), workload,
                           sizes_.decisions};
  options.engine.decider.record_bytes_max = shares_of(memory_budget).records;
  return options;
}

Status Comparison::read_policies() {
  auto book = load_system_zones();
  if (!book) return std::move(book).error();
  const auto zones = std::make_shared<const ZoneBook>(*std::move(book));
  const auto policy = policy_at(options_.policy, zones);
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
  const auto international = policy_at(options_.international, zones);
  if (!international) return international.error();
  compared_.international = *international;
  return Done{};
}

Status Comparison::read_other_results() {
  for (const std::string& path : options_.results) {
    auto results = read_results(path);
    if (!results) return std::move(results).error();
    report_.results.merge(*results);
  }
  return Done{};
}

// Floors come first in each round: the others are compared with them.
Status Comparison::prepare_floors() {
  InProcessOptions options = in_process("engine in memory", "", 0);
  options.given_store = &recorder_;
  memory_ = std::make_unique<InProcess>(policy_, options);
  say("preparing: engine in memory, " + std::to_string(options_.customers) + " customers");
  if (auto status = memory_->prepare(); !status) return status;
  recorder_.begin();
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  if (auto status = memory_->run_round(ignored); !status) return status;
  std::vector<Group> groups = recorder_.take();

  // The last entries are decisions, as the engine writes them.
  const Seq end = memory_store_.size();
  auto entries = memory_store_.entries(Seq{end.value - 16'384}, 16'384, 64 << 20);
  if (!entries) return std::move(entries).error();
  const auto floor =
      add(std::make_unique<FloorMeasure>(*std::move(entries), place("floor"), sizes_.floor_entries),
          "floors");
  if (!floor) return floor.error();
  entry_bytes_ = (*floor)->mean_entry_bytes();
  const auto one_batch =
      add(std::make_unique<OneBatchMeasure>(std::move(groups), memory_store_, place("one-batch")),
          "everything in one batch");
  if (!one_batch) return one_batch.error();
  return Done{};
}

Status Comparison::prepare_engines() {
  const auto uniform =
      add(std::make_unique<InProcess>(policy_, in_process(uniform_name, "uniform", 0)),
          "engine, durable");
  if (!uniform) return uniform.error();
  uniform_ = *uniform;
  const auto skewed = add(std::make_unique<InProcess>(
                              policy_, in_process("engine, durable, Zipf", "zipf", options_.skew)),
                          "engine, durable, Zipf");
  if (!skewed) return skewed.error();
  InProcess* const source = memory_.get();
  measures_.push_back(std::move(memory_));
  measures_.push_back(std::make_unique<DecideOnly>("decide() alone, states at hand, one thread",
                                                   Floor::groups_of_1024, policy_, *source,
                                                   sizes_.questions));
  const auto compared = add(
      std::make_unique<DecideCompared>(compared_, workload_, sizes_.questions), "other policies");
  if (!compared) return compared.error();
  return Done{};
}

Status Comparison::prepare_http() {
  if (options_.without_http) return Done{};
  if (!fs::exists(options_.tactd)) {
    report_.notes.push_back("HTTP was not measured: there is no " + options_.tactd);
    return Done{};
  }
  HttpOptions options;
  options.town = {options_.tactd, place("daemon"), options_.policy, workload_, ""};
  options.batch_decisions_per_round = sizes_.batch_decisions;
  options.single_requests_per_round = sizes_.single_requests;
  options.open_loop_seconds = sizes_.open_loop_seconds;
  const auto daemon = add(std::make_unique<HttpMeasure>(std::move(options)), "daemon");
  if (!daemon) return daemon.error();
  return Done{};
}

void Comparison::prepare_peers() {
  if (options_.without_peers) return;
  const std::string redis = find_program(options_.redis_server);
  if (redis.empty()) {
    report_.notes.push_back("Redis was not measured: there is no " + options_.redis_server);
  } else {
    for (const AofSync sync : {AofSync::everysec, AofSync::always}) {
      const std::string name = sync == AofSync::everysec ? "redis-everysec" : "redis-always";
      add_peer(
          std::make_unique<RedisMeasure>(
              redis, sync,
              PeerOptions{place(name), workload_, sizes_.redis_singles, sizes_.redis_pipelined}),
          name);
    }
  }
  const std::string postgres = options_.postgres.empty() ? find_postgres() : options_.postgres;
  if (postgres.empty()) {
    report_.notes.push_back("PostgreSQL was not measured: its server is not installed");
    return;
  }
  add_peer(std::make_unique<PostgresMeasure>(
               postgres, PeerOptions{place("postgres"), workload_, sizes_.postgres_requests, 0}),
           "PostgreSQL");
}

void Comparison::hold_against_bars() {
  const std::string rate = in_process_rate_name(uniform_name);
  const std::string redis = redis_singles_name(AofSync::everysec);
  struct Ratio {
    const char* result;
    std::string figure;
    std::string to;
  };
  for (const Ratio& ratio : {
           Ratio{"in process / floor", rate, floor_name()},
           Ratio{"in process / one batch", rate, one_batch_name()},
           Ratio{"HTTP batch / Redis pipelined", http_batch_name(),
                 redis_pipelined_name(AofSync::everysec)},
           Ratio{"HTTP 64 / Redis", http_singles_name(64), redis},
           Ratio{"HTTP 256 / Redis", http_singles_name(256), redis},
           Ratio{"HTTP 64 / PostgreSQL", http_singles_name(64), postgres_name()},
           Ratio{"HTTP 256 / PostgreSQL", http_singles_name(256), postgres_name()},
           Ratio{"1,000 rules / 10 rules", crowded_decide_name(), decide_name()},
           Ratio{"open loop p50 / bare group", open_loop_name("p50"), bare_group_name("p50")},
           Ratio{"open loop p99 / bare group", open_loop_name("p99"), bare_group_name("p99")},
       }) {
    std::vector<double> rounds = ratios_of(report_.figures, ratio.figure, ratio.to);
    if (!rounds.empty()) report_.results[ratio.result] = std::move(rounds);
  }
  report_.bars = hold_against(all_bars(), report_.results);
}

void Comparison::conclude() {
  report_.figures = sheet_.figures();
  hold_against_bars();
  report_.options = {
      {"build", options_.build_type},
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
  const std::vector<std::string> notes = {
      "× A: of a rate, its share of what disk and hash allow in the same round; of a time, how "
      "many "
      "entries the floor writes meanwhile",
      text,
      "× D: a decide() under another policy, of decide() under this one in the same round",
      "Zipf has the exponent " + skew + ": few customers are asked for very often",
      "requests are planned over the four weeks to come, each with an id, so that caps, gaps and "
      "hours have something to say",
      "one load generator, one thread, asks the daemon and its peers alike; it runs on the same "
      "cores and takes its share of them; the CPU rows say how much each side used",
      "of the open loop, a time is from when the request was to be sent, sent late or not",
      "Redis keeps one sliding window and nothing else; PostgreSQL a consent and the contacts"};
  report_.notes.insert(report_.notes.begin(), notes.begin(), notes.end());
}

}  // namespace

Status run_compare(CompareOptions options) {
  Comparison comparison(std::move(options));
  if (auto status = comparison.measure(); !status) return status;
  return comparison.show();
}

}  // namespace tact::bench
