#include "bench/in_process.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <mutex>

#include "bench/machine.h"
#include "store/mem_store.h"
#include "store/rocks_store.h"

namespace tact::bench {
namespace {

constexpr std::size_t commands_per_batch = 256;
constexpr std::size_t batches_under_way = 64;  // 16,384 commands: four of the engine's groups
constexpr std::size_t warm_up = 20'000;
constexpr std::size_t customers_at_once = 10'000;

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }

 private:
  const Instant now_;
};

class DiceRandomness final : public Randomness {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next());
  }

 private:
  Dice dice_{7};
};

// Answers on their way from the commit thread to the one that counts them: the engine's thread
// only hands on, as it would to connections.
class Answers {
 public:
  void put(std::vector<Reply> replies) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(replies));
    }
    arrived_.notify_one();
  }
  std::vector<std::vector<Reply>> take() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !waiting_.empty(); });
    return std::exchange(waiting_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<std::vector<Reply>> waiting_;  // Guarded by mutex_.
};

std::string describe(const Problem& problem) {
  std::string text = problem.detail;
  for (const FieldError& error : problem.errors) text += "; " + error.pointer + ' ' + error.message;
  return text;
}

[[noreturn]] void end_lost(const std::string& why) {
  std::fprintf(stderr, "tact_bench: the store failed: %s\n", why.c_str());
  std::_Exit(1);
}

Status all_as_expected(const Tally& tally, const std::string& name) {
  if (tally.refused == 0) return Done{};
  return Error{name + ": " + std::to_string(tally.refused) +
               " commands were refused, the first because " + tally.first_refusal};
}

}  // namespace

void Tally::count(const std::vector<Reply>& replies) {
  for (const Reply& reply : replies) {
    if (const auto* decided = std::get_if<Decided>(&reply)) {
      ++outcomes[static_cast<std::size_t>(decided->decision.outcome)];
    } else if (const auto* refusal = std::get_if<Refused>(&reply)) {
      if (refused++ == 0) first_refusal = describe(refusal->problem);
    } else {
      ++recorded;
    }
  }
}

InProcess::InProcess(std::shared_ptr<const Policy> policy, InProcessOptions options)
    : policy_(std::move(policy)), options_(std::move(options)), workload_(options_.workload) {}

InProcess::~InProcess() = default;

Status InProcess::open_store() {
  store_ = options_.given_store;
  if (store_ != nullptr) return Done{};
  if (options_.directory.empty()) {
    own_store_ = std::make_unique<MemStore>();
    store_ = own_store_.get();
    return Done{};
  }
  RocksOptions options;
  options.path = options_.directory;
  auto store = RocksStore::open(options);
  if (!store) return std::move(store).error();
  own_store_ = *std::move(store);
  store_ = own_store_.get();
  return Done{};
}

Status InProcess::prepare() {
  if (auto status = open_store(); !status) return status;
  clock_ = std::make_unique<FixedClock>(options_.workload.begin - std::chrono::hours(1));
  randomness_ = std::make_unique<DiceRandomness>();
  auto engine = Engine::start(*store_, *clock_, *randomness_, options_.engine, end_lost);
  if (!engine) return std::move(engine).error();
  engine_ = *std::move(engine);
  engine_->handle({{Activate{policy_}, "bench"}});
  if (auto status = take_in_customers(); !status) return status;
  const auto warm = run(next_commands(warm_up));
  if (!warm) return warm.error();
  return all_as_expected(*warm, options_.name);
}

Status InProcess::take_in_customers() {
  std::vector<std::string> lines = workload_.register_lines();
  for (std::size_t customer = 0; customer < workload_.customers(); ++customer) {
    workload_.append_customer(customer, lines);
    const bool is_last = customer + 1 == workload_.customers();
    if (!is_last && (customer + 1) % customers_at_once != 0) continue;
    const auto taken = run(parse_commands(lines));
    if (!taken) return taken.error();
    if (auto status = all_as_expected(*taken, options_.name); !status) return status;
    lines.clear();
  }
  return Done{};
}

std::vector<Command> InProcess::next_commands(std::size_t count) {
  std::vector<std::string> lines;
  lines.reserve(count);
  for (std::size_t i = 0; i < count; ++i) lines.push_back(workload_.next_request());
  return parse_commands(lines);
}

Result<Tally> InProcess::run(std::vector<Command> commands) {
  Answers answers;
  Tally tally;
  std::size_t under_way = 0;
  const auto take_answers = [&] {
    for (const std::vector<Reply>& replies : answers.take()) {
      tally.count(replies);
      --under_way;
    }
  };
  for (auto next = commands.begin(); next != commands.end();) {
    while (under_way == batches_under_way) take_answers();
    const auto left = static_cast<std::size_t>(commands.end() - next);
    const auto end = next + static_cast<std::ptrdiff_t>(std::min(left, commands_per_batch));
    std::vector<Command> batch(std::make_move_iterator(next), std::make_move_iterator(end));
    const bool taken = engine_->submit(
        std::move(batch), [&answers](std::vector<Reply> all) { answers.put(std::move(all)); });
    if (!taken) return Error{options_.name + ": the engine took no more"};
    ++under_way;
    next = end;
  }
  while (under_way > 0) take_answers();
  return tally;
}

std::string in_process_rate_name(const std::string& name) { return name + ": answered"; }

Status InProcess::visit(std::size_t first, std::size_t count) {
  for (std::size_t done = 0; done < count; done += customers_at_once) {
    std::vector<std::string> lines;
    const std::size_t end = first + std::min(done + customers_at_once, count);
    for (std::size_t customer = first + done; customer < end; ++customer) {
      workload_.append_visit(customer, lines);
    }
    std::vector<Command> commands = parse_commands(lines);
    for (Command& command : commands) std::get<Ask>(command.what).dry_run = true;
    const auto answered = run(std::move(commands));
    if (!answered) return answered.error();
    if (auto status = all_as_expected(*answered, options_.name); !status) return status;
  }
  return Done{};
}

Status InProcess::run_round(const std::string& name, Sheet& sheet) {
  std::vector<Command> commands = next_commands(options_.decisions_per_round);
  const auto count = static_cast<double>(commands.size());
  const EngineFigures before = engine_->figures();
  const auto cpu_before = own_cpu();
  const auto begun = Steady::now();
  const auto tally = run(std::move(commands));
  const double took = seconds_since(begun);
  if (!tally) return tally.error();
  if (auto status = all_as_expected(*tally, name); !status) return status;
  const EngineFigures after = engine_->figures();

  const auto name_of = [&](const char* part) { return name + ": " + part; };
  sheet.add(in_process_rate_name(name), "decisions/s", Floor::groups_of_1024, count / took);
  if (!options_.directory.empty()) {
    // No commit is under way: the last answer was given after the last group.
    if (auto status = store_->settle(); !status) return status;
    sheet.add(name_of("and written behind"), "decisions/s", Floor::groups_of_1024,
              count / seconds_since(begun));
  }
  const auto cpu = std::chrono::duration<double, std::micro>(own_cpu() - cpu_before);
  sheet.add(name_of("CPU for one decision"), "µs", Floor::groups_of_1024, cpu.count() / count);
  static constexpr std::array<const char*, stages> stage_names = {
      "CPU of its stage prefetch", "CPU of its stage decide", "CPU of its stage commit"};
  for (std::size_t stage = 0; stage < stages; ++stage) {
    const std::chrono::duration<double, std::micro> used = after.cpu[stage] - before.cpu[stage];
    sheet.add(name_of(stage_names[stage]), "µs", Floor::groups_of_1024, used.count() / count);
  }
  sheet.add(name_of("decisions in a group"), "", Floor::none,
            count / static_cast<double>(after.groups - before.groups));
  for (std::size_t i = 0; i < tally_.outcomes.size(); ++i) {
    tally_.outcomes[i] += tally->outcomes[i];
  }
  return Done{};
}

}  // namespace tact::bench
