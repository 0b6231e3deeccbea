#include "bench/ledger_bench.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "bench/ledger_town.h"
#include "bench/machine.h"
#include "bench/measure.h"
#include "bench/report.h"
#include "core/codec/values.h"
#include "core/hash/encoding.h"
#include "core/hash/sha256.h"
#include "core/merkle/tree_hash.h"
#include "ledger/query.h"
#include "ledger/stats_query.h"

namespace tact::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_entries = 100;  // what the API gives where no limit is asked for
constexpr std::size_t campaigns = 200;
constexpr std::size_t campaign_pages = 20;  // one after the other, before another campaign

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(place, values.size() - 1)];
}

double resident_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

// What auditors ask, one thing at a time. One thread.
class Auditor {
 public:
  Auditor(const Store& store, std::uint64_t seed, std::size_t customers)
      : store_(store), dice_(seed), customers_(customers) {}

  // Page after page of one customer's history, newest first, until there are no more.
  Status read_history(std::vector<double>& times) {
    const std::string digits = std::to_string(dice_.below(customers_));
    const Key key{Table::customer, "c-" + std::string(8 - digits.size(), '0') + digits};
    const auto stored = store_.load({&key, 1});
    if (!stored) return stored.error();
    if (!stored->front()) return Error{"customer " + key.id + " is not known"};
    const auto identity = decode_value<CustomerIdentity>(*stored->front());
    if (!identity) return identity.error();
    LogQuestion question;
    question.filter.subjects = {identity->subject};
    return read_pages(question, 1'000, times);
  }

  // A campaign's refusals, in either order.
  Status read_refusals(std::vector<double>& times) {
    const std::string digits = std::to_string(dice_.below(campaigns));
    LogQuestion question;
    question.filter.campaign = "autumn-" + std::string(3 - digits.size(), '0') + digits;
    question.filter.outcome = dice_.chance(50) ? Outcome::deny : Outcome::defer;
    question.order = dice_.chance(50) ? Order::newest_first : Order::oldest_first;
    return read_pages(question, campaign_pages, times);
  }

  Status count(StatsBy by, StatsGroup group, std::vector<double>& times) {
    StatsQuestion question;
    question.by = by;
    question.group = group;
    const auto begun = Steady::now();
    Stats stats(by, group);
    const auto next = count_log(store_, question, stats);
    if (!next) return next.error();
    times.push_back(1e3 * seconds_since(begun));
    decisions_ = 0;
    for (const auto& [value, one] : stats.totals()) decisions_ += one.decisions();
    if (*next || decisions_ == 0) return Error{"stats did not count all"};
    return Done{};
  }

  std::uint64_t entries_read() const { return entries_; }

 private:
  Status read_pages(LogQuestion question, std::size_t most, std::vector<double>& times) {
    question.entries_max = page_entries;
    for (std::size_t i = 0; i < most; ++i) {
      const auto begun = Steady::now();
      const auto page = query_log(store_, question);
      if (!page) return page.error();
      times.push_back(1e3 * seconds_since(begun));
      entries_ += page->entries.size();
      if (!page->next) break;
      question.after = page->next;
    }
    return Done{};
  }

  const Store& store_;
  Dice dice_;
  const std::size_t customers_;
  std::uint64_t decisions_ = 0;
  std::uint64_t entries_ = 0;
};

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
    for (int round = 1; round <= options_.rounds; ++round) {
      say("round " + std::to_string(round) + " of " + std::to_string(options_.rounds));
      if (auto status = measure_pages(round); !status) return status;
      if (auto status = measure_stats(round); !status) return status;
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

  void add_times(const std::string& name, std::vector<double>& times) {
    sheet_.add(name + ", p50", "ms", Floor::none, percentile(times, 0.5));
    sheet_.add(name + ", p99", "ms", Floor::none, percentile(times, 0.99));
  }

  Status measure_pages(int round) {
    Auditor auditor = this->auditor(round);
    const std::size_t pages = options_.pages / static_cast<std::size_t>(options_.rounds);
    std::vector<double> histories;
    while (histories.size() < pages) {
      if (auto status = auditor.read_history(histories); !status) return status;
    }
    std::vector<double> refusals;
    while (refusals.size() < pages) {
      if (auto status = auditor.read_refusals(refusals); !status) return status;
    }
    add_times("a page of a customer's history", histories);
    add_times("a page of a campaign's refusals", refusals);
    return Done{};
  }

  Status measure_stats(int round) {
    Auditor auditor = this->auditor(round);
    std::vector<double> by_rule;
    std::vector<double> all;
    for (int i = 0; i < 20; ++i) {
      if (auto status = auditor.count(StatsBy::day, StatsGroup::rule, by_rule); !status) {
        return status;
      }
    }
    for (std::size_t group = 0; group < stats_groups; ++group) {
      const Status status = auditor.count(StatsBy::hour, static_cast<StatsGroup>(group), all);
      // There may be no shadow rule.
      if (!status && static_cast<StatsGroup>(group) != StatsGroup::shadow) return status;
    }
    add_times("stats of all by day and rule", by_rule);
    sheet_.add("stats of all by hour, the dearest group", "ms", Floor::none, percentile(all, 1));
    return Done{};
  }

  Status measure_deciding(int round) {
    const double seconds = options_.seconds;
    const auto full = town_.decide(seconds, 0);
    if (!full) return full.error();
    if (auto status = town_.settle(); !status) return status;
    const auto alone = town_.decide(seconds, *full / 2);
    if (!alone) return alone.error();
    if (auto status = town_.settle(); !status) return status;
    std::atomic<bool> stop{false};
    Status read = Done{};
    std::uint64_t entries = 0;
    std::thread reader([&] {
      Auditor auditor = this->auditor(round);
      std::vector<double> times;
      while (!stop && read) {
        read = auditor.read_history(times);
        if (read) read = auditor.read_refusals(times);
        if (read) read = auditor.count(StatsBy::day, StatsGroup::rule, times);
      }
      entries = auditor.entries_read();
    });
    const auto beside = town_.decide(seconds, *full / 2);
    stop = true;
    reader.join();
    if (!read) return read;
    if (!beside) return beside.error();
    sheet_.add("deciding as fast as it can", "decisions/s", Floor::none, *full);
    sheet_.add("deciding at half load", "decisions/s", Floor::none, *alone);
    sheet_.add("deciding at half load beside a reader", "decisions/s", Floor::none, *beside);
    sheet_.add("its share of the rate without the reader", "", Floor::none, *beside / *alone);
    sheet_.add("what the reader got meanwhile", "entries/s", Floor::none,
               static_cast<double>(entries) / seconds);
    return Done{};
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
