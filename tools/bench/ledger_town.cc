#include "bench/ledger_town.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "bench/measure.h"
#include "ledger/appender.h"
#include "ledger/rollup_book.h"
#include "ledger/terms.h"

namespace tact::bench {
namespace {

constexpr std::size_t commands_per_batch = 256;
constexpr std::size_t commands_under_way = 16'384;
constexpr std::size_t commands_at_once = 100'000;
constexpr std::size_t originals = 100'000;  // decisions that the others are copies of
constexpr std::size_t entries_per_group = 4'096;

class DiceRandomness final : public Randomness {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next());
  }

 private:
  Dice dice_{7};
};

[[noreturn]] void end_lost(const std::string& why) {
  std::fprintf(stderr, "tact_bench: the store failed: %s\n", why.c_str());
  std::_Exit(1);
}

// How many commands wait for their answers, and how many were answered.
class UnderWay {
 public:
  void begin(std::size_t commands, std::size_t most) {
    std::unique_lock lock(mutex_);
    fewer_.wait(lock, [&] { return waiting_ + commands <= most; });
    waiting_ += commands;
  }
  void end(const std::vector<Reply>& replies) {
    {
      const std::lock_guard lock(mutex_);
      waiting_ -= replies.size();
      answered_ += replies.size();
      for (const Reply& reply : replies) {
        const auto* refused = std::get_if<Refused>(&reply);
        if (refused != nullptr && refusal_.empty()) refusal_ = refused->problem.detail + ' ';
      }
    }
    fewer_.notify_all();
  }
  std::size_t answered() const {
    const std::lock_guard lock(mutex_);
    return answered_;
  }
  Status finish() {
    std::unique_lock lock(mutex_);
    fewer_.wait(lock, [&] { return waiting_ == 0; });
    return refusal_.empty() ? Status(Done{}) : Error{"a command was refused: " + refusal_};
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable fewer_;
  std::size_t waiting_ = 0;  // Guarded by mutex_, as what follows.
  std::size_t answered_ = 0;
  std::string refusal_;
};

}  // namespace

LedgerTown::LedgerTown(std::shared_ptr<const Policy> policy, WorkloadOptions workload,
                       std::string directory)
    : policy_(std::move(policy)),
      workload_(workload),
      directory_(std::move(directory)),
      now_(workload.begin) {}

LedgerTown::~LedgerTown() = default;

Status LedgerTown::build(std::size_t entries, const std::function<void(std::size_t)>& progress) {
  RocksOptions options;
  options.path = directory_;
  auto store = RocksStore::open(options);
  if (!store) return std::move(store).error();
  store_ = *std::move(store);
  randomness_ = std::make_unique<DiceRandomness>();
  if (auto status = start_engine(); !status) return status;
  engine_->handle({{Activate{policy_}, "bench"}});
  if (auto status = take_in_customers(); !status) return status;
  const std::size_t known = store_->size().value;
  step_ = Duration(std::chrono::days(workload_days)) /
          static_cast<std::int64_t>(std::max(entries, 2 * known) - known);
  step_ = std::max(step_, Duration(1));
  if (auto status = submit_all(next_commands(originals)); !status) return status;
  engine_.reset();
  if (auto status = fill(entries, progress); !status) return status;
  return start_engine();
}

Status LedgerTown::start_engine() {
  clock_.set(now_);
  auto engine = Engine::start(*store_, clock_, *randomness_, EngineOptions{}, end_lost);
  if (!engine) return std::move(engine).error();
  engine_ = *std::move(engine);
  if (store_->size().value > originals) engine_->handle({{Activate{policy_}, "bench"}});
  return Done{};
}

Status LedgerTown::take_in_customers() {
  std::vector<std::string> lines = workload_.register_lines();
  for (std::size_t customer = 0; customer < workload_.customers(); ++customer) {
    workload_.append_customer(customer, lines);
    if (lines.size() < commands_at_once && customer + 1 < workload_.customers()) continue;
    if (auto status = submit_all(parse_commands(lines)); !status) return status;
    lines.clear();
  }
  return Done{};
}

Status LedgerTown::fill(std::size_t entries, const std::function<void(std::size_t)>& progress) {
  const Seq known = store_->size();
  const auto lines =
      store_->entries(Seq{known.value - originals}, originals, std::size_t{256} << 20);
  if (!lines) return lines.error();
  std::vector<Entry> models;
  std::vector<SubjectId> subjects;
  for (const std::string& line : *lines) {
    auto entry = parse_entry(line);
    if (!entry) return entry.error();
    if (!std::holds_alternative<DecisionEntry>(entry->body)) continue;
    if (entry->subject) subjects.push_back(*entry->subject);
    models.push_back(*std::move(entry));
  }
  auto appender = Appender::open(*store_, "localhost/tact");
  if (!appender) return std::move(appender).error();
  auto book = RollupBook::open(*store_);
  if (!book) return std::move(book).error();
  if (auto status =
          catch_up(*store_, known, *book, [](std::vector<Change>) -> Status { return Done{}; });
      !status) {
    return status;
  }
  Dice dice(workload_.customers());
  std::size_t requests = 0;
  while (store_->size().value < entries) {
    Group group;
    group.first = store_->size();
    const std::size_t left = entries - group.first.value;
    for (std::size_t i = 0; i < std::min(left, entries_per_group); ++i) {
      Entry entry = models[dice.below(models.size())];
      now_ += step_;
      entry.seq = Seq{group.first.value + i};
      entry.at = now_;
      entry.subject = subjects[dice.below(subjects.size())];
      auto& decision = std::get<DecisionEntry>(entry.body);
      decision.planned_at = now_;
      decision.address.reset();
      decision.request_id = "copy-" + std::to_string(requests++);
      if (!decision.fields.campaign.empty()) {
        const std::string number = std::to_string(dice.below(200));
        decision.fields.campaign = "autumn-" + std::string(3 - number.size(), '0') + number;
      }
      encode_entry(entry, group.entries.emplace_back());
      append_postings(entry, group.postings);
      book->add(entry, group.states);
    }
    appender->seal(group);
    if (auto status = store_->commit(std::move(group)); !status) return status;
    progress(store_->size().value);
  }
  return store_->settle();
}

// The workload's requests, asked at the clock's time instead of planned.
std::vector<Command> LedgerTown::next_commands(std::size_t count) {
  std::vector<std::string> lines;
  lines.reserve(count);
  for (std::size_t i = 0; i < count; ++i) lines.push_back(workload_.next_request());
  std::vector<Command> commands = parse_commands(lines);
  for (Command& command : commands) {
    Request& request = std::get<Ask>(command.what).request;
    request.at.reset();
    request.expires_at.reset();
  }
  return commands;
}

Status LedgerTown::submit_all(std::vector<Command> commands) {
  UnderWay under_way;
  for (auto next = commands.begin(); next != commands.end();) {
    const auto left = static_cast<std::size_t>(commands.end() - next);
    const auto count = std::min(left, commands_per_batch);
    const auto end = next + static_cast<std::ptrdiff_t>(count);
    under_way.begin(count, commands_under_way);
    now_ += step_ * static_cast<std::int64_t>(count);
    clock_.set(now_);
    const bool taken =
        engine_->submit({std::make_move_iterator(next), std::make_move_iterator(end)},
                        [&](std::vector<Reply> all) { under_way.end(all); });
    if (!taken) return Error{"the engine took no more"};
    next = end;
  }
  return under_way.finish();
}

Result<double> LedgerTown::decide(double seconds, double rate) {
  // Made before the clock runs: a sender's work is not the engine's.
  const double most = rate > 0 ? rate * seconds : 150'000 * seconds;
  std::vector<Command> commands = next_commands(static_cast<std::size_t>(most) + 1);
  UnderWay under_way;
  const auto begun = Steady::now();
  std::size_t sent = 0;
  const std::size_t batch = rate > 0 ? 64 : commands_per_batch;
  while (seconds_since(begun) < seconds && sent < commands.size()) {
    if (rate > 0) {
      const auto due = static_cast<std::size_t>(rate * seconds_since(begun));
      if (due < sent + batch) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        continue;
      }
    }
    const std::size_t count = std::min(batch, commands.size() - sent);
    const auto first = commands.begin() + static_cast<std::ptrdiff_t>(sent);
    under_way.begin(count, commands_under_way);
    now_ += step_ * static_cast<std::int64_t>(count);
    clock_.set(now_);
    const bool taken =
        engine_->submit({std::make_move_iterator(first),
                         std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count))},
                        [&](std::vector<Reply> all) { under_way.end(all); });
    if (!taken) return Error{"the engine took no more"};
    sent += count;
  }
  const auto answered = static_cast<double>(under_way.answered());
  const double took = seconds_since(begun);
  if (auto status = under_way.finish(); !status) return status.error();
  return answered / took;
}

}  // namespace tact::bench
