#include "bench/ledger_bench.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "bench/auditor.h"
#include "bench/ledger_town.h"
#include "bench/machine.h"
#include "bench/measure.h"
#include "bench/report.h"
#include "core/hash/encoding.h"
#include "core/hash/sha256.h"
#include "core/merkle/tree_hash.h"
#include "ledger/give_way.h"
#include "ledger/rollup_book.h"
#include "ledger/stats_query.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr double turn_seconds = 1;
constexpr std::size_t kept = 50'000;  // entries that rollups are kept of, to measure it

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(place, values.size() - 1)];
}

double bytes_in(const std::string& directory) {
  std::uintmax_t bytes = 0;
  for (const auto& file : fs::recursive_directory_iterator(directory)) {
    std::error_code gone;  // A compaction may end meanwhile.
    const std::uintmax_t size = file.is_regular_file(gone) ? file.file_size(gone) : 0;
    if (!gone && size != static_cast<std::uintmax_t>(-1)) bytes += size;
  }
  return static_cast<double>(bytes);
}

// All entries as they are written to a file, each with its leaf hash: what an export does.
Status export_all(const Store& store, const std::string& path, Sheet& sheet) {
  std::ofstream out(path, std::ios::binary);
  std::ofstream hashes(path + ".hashes", std::ios::binary);
  Sha256 hasher;
  std::uint64_t bytes = 0;
  double resident_most = 0;
  const double resident_before = resident_mib();
  const Seq size = store.size();
  const auto begun = Steady::now();
  for (Seq next; next < size;) {
    const auto lines = store.entries(next, 1'024);
    if (!lines) return lines.error();
    for (const std::string& line : *lines) {
      hashes << to_hex(leaf_hash(hasher, line)) << '\n';
      out << line << '\n';
      bytes += line.size() + 1;
    }
    next.value += lines->size();
    if (next.value % 262'144 < 1'024) resident_most = std::max(resident_most, resident_mib());
  }
  out.flush();
  hashes.flush();
  const double took = seconds_since(begun);
  if (!out || !hashes) return Error{"cannot write " + path};
  fs::remove(path);
  fs::remove(path + ".hashes");
  sheet.add("export of all: entries", "entries/s", Floor::none,
            static_cast<double>(size.value) / took);
  sheet.add("export of all: bytes", "MB/s", Floor::none, static_cast<double>(bytes) / took / 1e6);
  sheet.add("export of all: memory that it takes", "MiB", Floor::none,
            std::max(0.0, resident_most - resident_before));
  return Done{};
}

class LedgerBench {
 public:
  LedgerBench(const LedgerBenchOptions& options, std::shared_ptr<const Policy> policy)
      : options_(options),
        town_(std::move(policy), workload(options), options.directory + "/store") {}

  Status run() {
    say("building a ledger of " + std::to_string(options_.entries) + " entries");
    const auto begun = Steady::now();
    const auto told = [&](std::size_t entries) {
      if (entries / 1'000'000 == told_) return;
      told_ = entries / 1'000'000;
      say("  " + std::to_string(told_) + " million, " +
          std::to_string(static_cast<int>(seconds_since(begun))) + " s");
    };
    if (auto status = town_.build(options_.entries, told); !status) return status;
    sheet_.add("the ledger was built", "entries/s", Floor::none,
               static_cast<double>(options_.entries) / seconds_since(begun));
    for (const char* part : {"ledger", "state"}) {
      sheet_.add(
          std::string("on disk, ") + part, "bytes/entry", Floor::none,
          bytes_in(options_.directory + "/store/" + part) / static_cast<double>(options_.entries));
    }
    for (int round = 1; round <= options_.rounds; ++round) {
      say("round " + std::to_string(round) + " of " + std::to_string(options_.rounds));
      if (auto status = measure_pages(round); !status) return status;
      if (auto status = measure_stats(round); !status) return status;
      Status keeping = measure_keeping("keeping rollups, of one decision", campaigns);
      if (keeping) keeping = measure_keeping("the same with 5,000 campaigns", 5'000);
      if (!keeping) return keeping;
      if (auto status = export_all(town_.store(), options_.directory + "/export", sheet_);
          !status) {
        return status;
      }
    }
    for (int round = 1; round <= options_.rounds; ++round) {
      say("deciding, round " + std::to_string(round));
      if (auto status = measure_deciding(round); !status) return status;
    }
    return Done{};
  }

  Report report() const {
    Report report;
    report.machine = machine_facts(options_.directory);
    report.options = {{"entries", std::to_string(options_.entries)},
                      {"customers", std::to_string(options_.customers)},
                      {"seed", std::to_string(options_.seed)},
                      {"rounds", std::to_string(options_.rounds)}};
    report.figures = sheet_.figures();
    report.notes = {
        "pages have 100 entries; a history is read to its end, of a campaign 20 pages",
        "half load is half of what the engine answers here without readers, in the same round; the "
        "reader asks for all of the above without a pause"};
    return report;
  }

 private:
  static WorkloadOptions workload(const LedgerBenchOptions& options) {
    const auto made = std::chrono::file_clock::to_sys(fs::last_write_time(options.directory));
    const Instant day{std::chrono::floor<std::chrono::days>(made)};
    return {options.seed, options.customers, 0, day + std::chrono::hours(6)};
  }

  Auditor auditor(int round) const {
    return {town_.store(), options_.seed * 1'000 + static_cast<std::uint64_t>(round),
            options_.customers};
  }

  void add_times(const std::string& name, Times& times) {
    sheet_.add(name + ", p50", "ms", Floor::none, percentile(times.wall, 0.5));
    sheet_.add(name + ", p99", "ms", Floor::none, percentile(times.wall, 0.99));
    sheet_.add(name + ", processor time, p99", "ms", Floor::none, percentile(times.cpu, 0.99));
  }

  Status measure_pages(int round) {
    Auditor auditor = this->auditor(round);
    const std::size_t pages = options_.pages / static_cast<std::size_t>(options_.rounds);
    Times histories;
    while (histories.wall.size() < pages) {
      if (auto status = auditor.read_history(histories); !status) return status;
    }
    Times refusals;
    while (refusals.wall.size() < pages) {
      if (auto status = auditor.read_refusals(refusals); !status) return status;
    }
    add_times("a page of a customer's history", histories);
    add_times("a page of a campaign's refusals", refusals);
    return Done{};
  }

  // What the decider does for the rollups of one decision.
  Status measure_keeping(const std::string& name, std::size_t campaigns_told) {
    const auto lines = town_.store().entries(Seq{options_.entries - kept}, kept, 256 << 20);
    if (!lines) return lines.error();
    std::vector<Entry> entries;
    for (const std::string& line : *lines) {
      auto entry = parse_entry(line);
      if (!entry) return entry.error();
      if (auto* decision = std::get_if<DecisionEntry>(&entry->body)) {
        const std::size_t number = entries.size() % campaigns_told;
        if (campaigns_told > campaigns) decision->fields.campaign = "c-" + std::to_string(number);
      }
      entry->seq = Seq{entries.size()};
      entries.push_back(*std::move(entry));
    }
    RollupBook book;
    std::vector<Change> changes;
    const auto begun = thread_cpu();
    for (const Entry& entry : entries) book.add(entry, changes);
    sheet_.add(
        name, "µs", Floor::none,
        static_cast<double>((thread_cpu() - begun).count()) / static_cast<double>(entries.size()));
    return Done{};
  }

  Status measure_stats(int round) {
    Auditor auditor = this->auditor(round);
    Times by_rule;
    Times all;
    for (int i = 0; i < 20; ++i) {
      if (auto status = auditor.count(StatsBy::day, StatsGroup::rule, by_rule); !status) {
        return status;
      }
    }
    for (std::size_t group = 0; group < stats_groups; ++group) {
      Status status = auditor.count(StatsBy::hour, static_cast<StatsGroup>(group), all);
      // There may be no shadow rule.
      if (!status && static_cast<StatsGroup>(group) != StatsGroup::shadow) return status;
    }
    add_times("stats of all by day and rule", by_rule);
    sheet_.add("stats of all by hour, the dearest group, processor time", "ms", Floor::none,
               percentile(all.cpu, 1));
    return Done{};
  }

  // In turns of a second, so that a machine whose speed drifts moves both rates together.
  Status measure_deciding(int round) {
    const auto full = town_.decide(2 * turn_seconds, 0);
    if (!full) return full.error();
    Auditor auditor = this->auditor(round);
    double alone = 0;
    double beside = 0;
    const int turns = std::max(1, static_cast<int>(options_.seconds / turn_seconds));
    for (int turn = 0; turn < turns; ++turn) {
      const auto by_itself = town_.decide(turn_seconds, *full / 2);
      if (!by_itself) return by_itself.error();
      alone += *by_itself / turns;
      const auto with_reader = decide_beside(auditor, *full / 2);
      if (!with_reader) return with_reader.error();
      beside += *with_reader / turns;
    }
    sheet_.add("deciding as fast as it can", "decisions/s", Floor::none, *full);
    sheet_.add("deciding at half load", "decisions/s", Floor::none, alone);
    sheet_.add("deciding at half load beside a reader", "decisions/s", Floor::none, beside);
    sheet_.add("its share of the rate without the reader", "", Floor::none, beside / alone);
    sheet_.add("what the reader got meanwhile", "entries/s", Floor::none,
               static_cast<double>(auditor.entries_read()) / (turns * turn_seconds));
    return Done{};
  }

  Result<double> decide_beside(Auditor& auditor, double rate) {
    std::atomic<bool> stop{false};
    Status read = Done{};
    std::thread reader([&] {
      give_way();
      Times times;
      while (!stop && read) {
        read = auditor.read_history(times);
        if (read) read = auditor.read_refusals(times);
        if (read) read = auditor.count(StatsBy::day, StatsGroup::rule, times);
      }
    });
    auto decided = town_.decide(turn_seconds, rate);
    stop = true;
    reader.join();
    if (!read) return read.error();
    return decided;
  }

  const LedgerBenchOptions options_;
  LedgerTown town_;
  Sheet sheet_;
  std::size_t told_ = 0;
};

}  // namespace

Status run_ledger_bench(const LedgerBenchOptions& options, std::shared_ptr<const Policy> policy) {
  fs::remove_all(options.directory);
  fs::create_directories(options.directory);
  Status status = Done{};
  {
    LedgerBench bench(options, std::move(policy));
    status = bench.run();
    if (status) {
      const Report report = bench.report();
      std::fputs(format_table(report).c_str(), stdout);
      status = write_json(report, options.json);
    }
  }
  if (status) say("written to " + options.json);
  fs::remove_all(options.directory);
  return status;
}

}  // namespace tact::bench
