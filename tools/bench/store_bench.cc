#include "bench/store_bench.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/in_process.h"
#include "bench/machine.h"
#include "bench/measure.h"
#include "bench/recorder.h"
#include "bench/report.h"
#include "store/rocks_store.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

// What of the groups is committed.
struct Part {
  const char* name;
  bool with_states;
  bool with_postings;
};

double bytes_in(const std::string& directory, std::string_view ending) {
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(directory)) {
    std::error_code gone;  // It may go while we look.
    const std::uintmax_t size = file.file_size(gone);
    if (!gone && file.path().string().ends_with(ending)) bytes += size;
  }
  return static_cast<double>(bytes);
}

class StoreBench {
 public:
  StoreBench(const StoreBenchOptions& options, std::shared_ptr<const Policy> policy)
      : options_(options), policy_(std::move(policy)) {}

  Status prepare();
  Status run();
  void describe(Report& report) const;
  const Sheet& sheet() const { return sheet_; }
  // On disk, once compacted.
  double bytes_per_decision() const { return bytes_per_decision_; }

 private:
  // In files of the two databases, once compacted.
  struct Bytes {
    double ledger = 0;
    double state = 0;
  };
  Result<Bytes> compacted();
  std::vector<Group> next_replay(const Part& part);
  Status replay(const Part& part);

  const StoreBenchOptions options_;
  const std::shared_ptr<const Policy> policy_;
  Sheet sheet_;
  std::vector<Group> groups_;
  double decisions_ = 0;  // in `groups_`
  std::uint64_t replays_ = 0;
  double bytes_per_decision_ = 0;
  std::unique_ptr<RocksStore> store_;
};

Status StoreBench::prepare() {
  RocksOptions options;
  options.path = options_.directory + "/store";
  auto store = RocksStore::open(options);
  if (!store) return std::move(store).error();
  store_ = *std::move(store);
  Recorder recorder(*store_);
  InProcessOptions in_process{"engine", "", {}, options_.decisions, &recorder};
  in_process.workload = {
      options_.seed, options_.customers, 0,
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + std::chrono::hours(6)};
  InProcess engine(policy_, in_process);
  if (auto status = engine.prepare(); !status) return status;
  // What customers take is not a decision's.
  const auto before = compacted();
  if (!before) return before.error();
  recorder.begin();
  Sheet ignored;
  ignored.set_floors(1, 1, 1);
  if (auto status = engine.run_round(ignored); !status) return status;
  groups_ = recorder.take();
  decisions_ = static_cast<double>(entries_in(groups_));
  const auto after = compacted();
  if (!after) return after.error();
  const double ledger = (after->ledger - before->ledger) / decisions_;
  const double state = (after->state - before->state) / decisions_;
  sheet_.add("ledger/ after a compaction, a decision", "bytes", Floor::none, ledger);
  sheet_.add("state/ after a compaction, a decision", "bytes", Floor::none, state);
  bytes_per_decision_ = ledger + state;
  return Done{};
}

Result<StoreBench::Bytes> StoreBench::compacted() {
  say("compacting");
  if (auto status = store_->compact(); !status) return std::move(status).error();
  const std::string path = options_.directory + "/store";
  // Files that were merged into others go a moment later.
  for (double last = 0;;) {
    const Bytes bytes{bytes_in(path + "/ledger", ".sst"), bytes_in(path + "/state", ".sst")};
    if (bytes.ledger + bytes.state == last) return bytes;
    last = bytes.ledger + bytes.state;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

// The groups again, as they would follow what is there: later numbers, and requests of other names.
std::vector<Group> StoreBench::next_replay(const Part& part) {
  std::vector<Group> groups =
      later_groups(groups_, store_->size(), '-' + std::to_string(++replays_));
  for (Group& group : groups) {
    if (!part.with_postings) group.postings.clear();
    if (!part.with_states) group.states.clear();
  }
  return groups;
}

Status StoreBench::replay(const Part& part) {
  std::vector<Group> groups = next_replay(part);
  const std::string name = std::string(part.name) + ": ";
  const auto cpu = own_cpu();
  const auto commit_cpu = thread_cpu();
  const auto begun = Steady::now();
  for (Group& group : groups) {
    if (auto status = store_->commit(std::move(group)); !status) return status;
  }
  const double committed = seconds_since(begun);
  const auto micro = [this](auto from, auto to) {
    return std::chrono::duration<double, std::micro>(to - from).count() / decisions_;
  };
  sheet_.add(name + "CPU of commit(), a decision", "µs", Floor::none,
             micro(commit_cpu, thread_cpu()));
  if (auto status = store_->settle(); !status) return status;
  sheet_.add(name + "CPU of all threads, a decision", "µs", Floor::none, micro(cpu, own_cpu()));
  sheet_.add(name + "committed", "decisions/s", Floor::none, decisions_ / committed);
  sheet_.add(name + "and written behind", "decisions/s", Floor::none,
             decisions_ / seconds_since(begun));
  return Done{};
}

Status StoreBench::run() {
  std::vector<Part> parts{{"all", true, true}};
  if (!options_.whole_only) {
    parts.push_back({"without postings", true, false});
    parts.push_back({"without states", false, true});
    parts.push_back({"entries and identities", false, false});
  }
  for (int round = 1; round <= options_.rounds; ++round) {
    say("round " + std::to_string(round) + " of " + std::to_string(options_.rounds));
    for (const Part& part : parts) {
      if (auto status = replay(part); !status) return status;
    }
  }
  sheet_.add("resident memory, with the groups to replay", "MiB", Floor::none, resident_mib());
  return Done{};
}

void StoreBench::describe(Report& report) const {
  std::map<int, std::pair<double, double>> tables;  // by table: how many, and their bytes
  double postings = 0;
  double posting_bytes = 0;
  double entry_bytes = 0;
  for (const Group& group : groups_) {
    for (const auto* changes : {&group.identities, &group.states}) {
      for (const Change& change : *changes) {
        auto& [count, bytes] = tables[static_cast<int>(change.key.table)];
        count += 1;
        bytes += static_cast<double>(change.key.id.size() + change.value.size());
      }
    }
    postings += static_cast<double>(group.postings.size());
    for (const Posting& posting : group.postings) {
      posting_bytes += static_cast<double>(posting.term.size());
    }
    for (const std::string& entry : group.entries) entry_bytes += static_cast<double>(entry.size());
  }
  char text[160];
  std::snprintf(text, sizeof text,
                "%zu groups; a decision has an entry of %.0f bytes and %.2f postings, their terms "
                "%.1f bytes",
                groups_.size(), entry_bytes / decisions_, postings / decisions_,
                posting_bytes / decisions_);
  report.notes.emplace_back(text);
  for (const auto& [table, sums] : tables) {
    std::snprintf(text, sizeof text, "table %d: %.3f records a decision, %.0f bytes each", table,
                  sums.first / decisions_, sums.second / sums.first);
    report.notes.emplace_back(text);
  }
}

}  // namespace

Status run_store_bench(const StoreBenchOptions& options, std::shared_ptr<const Policy> policy) {
  fs::remove_all(options.directory);
  fs::create_directories(options.directory);
  Report report;
  report.machine = machine_facts(options.directory);
  report.options = {{"customers", std::to_string(options.customers)},
                    {"decisions", std::to_string(options.decisions)},
                    {"seed", std::to_string(options.seed)},
                    {"rounds", std::to_string(options.rounds)}};
  StoreBench bench(options, std::move(policy));
  say("preparing: the engine decides once");
  if (auto status = bench.prepare(); !status) return status;
  if (auto status = bench.run(); !status) return status;
  bench.describe(report);
  report.figures = bench.sheet().figures();
  report.results["bytes per decision"] = {bench.bytes_per_decision()};
  std::fputs(format_table(report).c_str(), stdout);
  if (auto status = write_json(report, options.json); !status) return status;
  say("written to " + options.json);
  fs::remove_all(options.directory);
  return Done{};
}

}  // namespace tact::bench
