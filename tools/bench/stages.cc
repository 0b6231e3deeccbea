#include "bench/stages.h"

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/dice.h"
#include "bench/machine.h"
#include "bench/sheet.h"
#include "bench/workload.h"
#include "core/hash/encoding.h"
#include "engine/decider.h"
#include "engine/prefetcher.h"
#include "ledger/appender.h"
#include "store/mem_store.h"

namespace tact::bench {
namespace {

enum Stage : std::size_t { prefetch, decide_and_append, encode_states, seal, stages };

constexpr std::array<const char*, stages> stage_names = {
    "prefetch: what the commands will need", "decide: answers, entries, states in memory",
    "close: changed states as bytes", "seal: hashes of the entries"};

// A Monday in winter, 09:00 in Istanbul: the same ledger on every machine, so that its root says
// whether two builds write the same bytes.
constexpr Instant workload_begin =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 5).time_since_epoch()) +
    std::chrono::hours(6);

class DiceRandomness final : public Randomness {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next());
  }

 private:
  Dice dice_{7};
};

// What a stage used, over all groups of a round.
struct Used {
  std::chrono::microseconds cpu{};
  std::uint64_t instructions = 0;
};

class Pipeline {
 public:
  Pipeline(const StagesOptions& options, std::shared_ptr<const Policy> policy)
      : options_(options),
        workload_({options.seed, options.customers, 0, workload_begin}),
        prefetcher_(store_, 500'000),
        decider_(store_, randomness_, {}) {
    decider_.recover().value();
    auto appender = Appender::open(store_, "bench/stages");
    appender_ = std::make_unique<Appender>(*std::move(appender));
    std::vector<Command> activation;
    activation.push_back({Activate{std::move(policy)}, "bench"});
    run(std::move(activation));
  }

  void take_in_customers() {
    std::vector<std::string> lines = workload_.register_lines();
    for (std::size_t customer = 0; customer < options_.customers; ++customer) {
      workload_.append_customer(customer, lines);
      if (customer + 1 < options_.customers && lines.size() < options_.group) continue;
      run(parse_commands(lines));
      lines.clear();
    }
  }

  std::array<Used, stages> decide(std::size_t count) {
    used_ = {};
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i) {
      lines.push_back(workload_.next_request());
      if (i + 1 < count && lines.size() < options_.group) continue;
      run(parse_commands(lines));
      lines.clear();
    }
    return used_;
  }

  Checkpoint checkpoint() { return appender_->checkpoint(); }
  bool has_instructions() const { return instructions_.works(); }

 private:
  template <class Work>
  void measure(Stage stage, Work work) {
    const std::uint64_t instructions = instructions_.now();
    const auto cpu = thread_cpu();
    work();
    used_[stage].cpu += thread_cpu() - cpu;
    used_[stage].instructions += instructions_.now() - instructions;
  }

  void run(std::vector<Command> commands) {
    Prefetched read;
    std::vector<Reply> replies;
    Group group;
    measure(prefetch, [&] {
      for (const Command& command : commands) prefetcher_.want(command);
      read = prefetcher_.fetch().value();
    });
    measure(decide_and_append, [&] {
      decider_.prepare(read.stored, read.keys, read.values);
      replies.reserve(commands.size());
      for (const Command& command : commands) replies.push_back(decider_.handle(command, now_));
    });
    measure(encode_states, [&] { group = decider_.take_group(); });
    measure(seal, [&] { appender_->seal(group); });
    store_.commit(std::move(group)).value();
    for (const Reply& reply : replies) {
      if (std::holds_alternative<Refused>(reply)) ++refused_;
    }
    TACT_CHECK(refused_ == 0);
  }

  const StagesOptions options_;
  const Instant now_ = workload_begin - std::chrono::hours(1);
  Workload workload_;
  MemStore store_;
  DiceRandomness randomness_;
  Prefetcher prefetcher_;
  Decider decider_;
  std::unique_ptr<Appender> appender_;
  InstructionCounter instructions_;
  std::array<Used, stages> used_{};
  std::uint64_t refused_ = 0;
};

void print_row(const char* name, const std::vector<double>& us,
               const std::vector<double>& instructions) {
  const Summary time = summarise(us);
  std::printf("%-48s %8.2f µs   %6.2f – %-6.2f  %10.0f instructions\n", name, time.median,
              time.least, time.most, summarise(instructions).median);
}

}  // namespace

Status run_stages(const StagesOptions& options, std::shared_ptr<const Policy> policy) {
  Pipeline pipeline(options, std::move(policy));
  pipeline.take_in_customers();
  pipeline.decide(options.decisions);  // to warm up
  std::array<std::vector<double>, stages + 1> us;
  std::array<std::vector<double>, stages + 1> instructions;
  const auto count = static_cast<double>(options.decisions);
  for (int round = 0; round < options.rounds; ++round) {
    double all_us = 0;
    double all_instructions = 0;
    const std::array<Used, stages> used = pipeline.decide(options.decisions);
    for (std::size_t stage = 0; stage < stages; ++stage) {
      const double took =
          std::chrono::duration<double, std::micro>(used[stage].cpu).count() / count;
      const double ran = static_cast<double>(used[stage].instructions) / count;
      us[stage].push_back(took);
      instructions[stage].push_back(ran);
      all_us += took;
      all_instructions += ran;
    }
    us[stages].push_back(all_us);
    instructions[stages].push_back(all_instructions);
  }
  std::printf("%zu customers, %zu decisions a round, %d rounds; processor time for one decision\n",
              options.customers, options.decisions, options.rounds);
  for (std::size_t stage = 0; stage < stages; ++stage) {
    print_row(stage_names[stage], us[stage], instructions[stage]);
  }
  print_row("together", us[stages], instructions[stages]);
  const Checkpoint made = pipeline.checkpoint();
  std::printf("the ledger of %llu entries has the root %s\n",
              static_cast<unsigned long long>(made.size), to_base64(bytes_of(made.root)).c_str());
  if (!pipeline.has_instructions()) std::printf("instructions cannot be counted here\n");
  return Done{};
}

}  // namespace tact::bench
