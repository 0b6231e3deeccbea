#include "bench/stages.h"

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/pipeline.h"
#include "bench/sheet.h"
#include "bench/workload.h"
#include "core/hash/encoding.h"
#include "store/mem_store.h"

namespace tact::bench {
namespace {

constexpr std::array<const char*, Pipeline::stages> stage_names = {
    "prefetch: what the commands will need", "decide: answers, entries, states in memory",
    "close: changed states as bytes", "seal: hashes of the entries"};

// A Monday in winter, 09:00 in Istanbul: the same ledger on every machine, so that its root says
// whether two builds write the same bytes.
constexpr Instant workload_begin =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 5).time_since_epoch()) +
    std::chrono::hours(6);

class Stages {
 public:
  Stages(const StagesOptions& options, std::shared_ptr<const Policy> policy)
      : options_(options),
        workload_({options.seed, options.customers, 0, workload_begin}),
        pipeline_(store_, workload_begin - std::chrono::hours(1), 7) {
    std::vector<Command> activation;
    activation.push_back({Activate{std::move(policy)}, "bench"});
    pipeline_.run(std::move(activation));
  }

  void take_in_customers() {
    std::vector<std::string> lines = workload_.register_lines();
    for (std::size_t customer = 0; customer < options_.customers; ++customer) {
      workload_.append_customer(customer, lines);
      if (customer + 1 < options_.customers && lines.size() < options_.group) continue;
      pipeline_.run(parse_commands(lines));
      lines.clear();
    }
  }

  Pipeline::UsedByStage decide(std::size_t count) {
    static_cast<void>(pipeline_.take_used());
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i) {
      lines.push_back(workload_.next_request());
      if (i + 1 < count && lines.size() < options_.group) continue;
      pipeline_.run(parse_commands(lines));
      lines.clear();
    }
    return pipeline_.take_used();
  }

  Pipeline& pipeline() { return pipeline_; }

 private:
  const StagesOptions options_;
  Workload workload_;
  MemStore store_;
  Pipeline pipeline_;
};

void print_row(const char* name, const std::vector<double>& us,
               const std::vector<double>& instructions) {
  const Summary time = summarise(us);
  std::printf("%-48s %8.2f µs   %6.2f – %-6.2f  %10.0f instructions\n", name, time.median,
              time.least, time.most, summarise(instructions).median);
}

}  // namespace

Status run_stages(const StagesOptions& options, std::shared_ptr<const Policy> policy) {
  Stages engine(options, std::move(policy));
  engine.take_in_customers();
  engine.decide(options.decisions);  // to warm up
  std::array<std::vector<double>, Pipeline::stages + 1> us;
  std::array<std::vector<double>, Pipeline::stages + 1> instructions;
  const auto count = static_cast<double>(options.decisions);
  for (int round = 0; round < options.rounds; ++round) {
    double all_us = 0;
    double all_instructions = 0;
    const Pipeline::UsedByStage used = engine.decide(options.decisions);
    for (std::size_t stage = 0; stage < Pipeline::stages; ++stage) {
      const double took =
          std::chrono::duration<double, std::micro>(used[stage].cpu).count() / count;
      const double ran = static_cast<double>(used[stage].instructions) / count;
      us[stage].push_back(took);
      instructions[stage].push_back(ran);
      all_us += took;
      all_instructions += ran;
    }
    us[Pipeline::stages].push_back(all_us);
    instructions[Pipeline::stages].push_back(all_instructions);
  }
  std::printf("%zu customers, %zu decisions a round, %d rounds; processor time for one decision\n",
              options.customers, options.decisions, options.rounds);
  for (std::size_t stage = 0; stage < Pipeline::stages; ++stage) {
    print_row(stage_names[stage], us[stage], instructions[stage]);
  }
  print_row("together", us[Pipeline::stages], instructions[Pipeline::stages]);
  const Checkpoint made = engine.pipeline().checkpoint();
  std::printf("the ledger of %llu entries has the root %s\n",
              static_cast<unsigned long long>(made.size), to_base64(bytes_of(made.root)).c_str());
  if (!engine.pipeline().has_instructions()) std::printf("instructions cannot be counted here\n");
  return Done{};
}

}  // namespace tact::bench
