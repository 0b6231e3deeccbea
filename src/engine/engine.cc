#include "engine/engine.h"

#include <condition_variable>
#include <future>
#include <utility>

#include <sys/resource.h>

#include "tact/check.h"

#include "core/state/retention.h"
#include "engine/log_retention.h"
#include "engine/refusals.h"

namespace tact {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds checkpoint_every{1'000};

std::size_t commands_in(const std::vector<Command>& commands) {
  return commands.empty() ? 1 : commands.size();
}

// Of the calling thread, since it began.
std::chrono::microseconds thread_cpu() {
  rusage used{};
  getrusage(RUSAGE_THREAD, &used);
  const auto of = [](const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

Status check_anchor(const Store& store, const CheckpointFile& file) {
  const auto text = file.read();
  if (!text) return text.error();
  if (!*text) return Done{};
  const auto anchor = parse_anchor(**text);
  if (!anchor) return anchor.error();
  return check_extends(store, *anchor);
}

}  // namespace

Result<std::unique_ptr<Engine>> Engine::start(Store& store, const Clock& clock,
                                              Randomness& randomness, EngineOptions options,
                                              Lost lost) {
  if (!options.checkpoint_path.empty()) {
    auto status = check_anchor(store, CheckpointFile(options.checkpoint_path));
    if (!status) return std::move(status).error();
  }
  auto appender = Appender::open(store, options.origin);
  if (!appender) return std::move(appender).error();
  const std::string version = options.version;
  std::unique_ptr<Engine> engine(new Engine(store, clock, randomness, std::move(options),
                                            *std::move(appender), std::move(lost)));
  try {
    if (auto status = engine->decider_.recover(); !status) return std::move(status).error();
    engine->resume_policies();
  } catch (const StoreLost& unreadable) {
    return Error{unreadable.message};
  }
  // After recovery: the index knows all erasures by then.
  auto cleaner = Cleaner::start(store, engine->options_.cleaner);
  if (!cleaner) return std::move(cleaner).error();
  engine->cleaner_ = *std::move(cleaner);
  engine->prefetch_thread_ = std::thread([e = engine.get()] { e->run_prefetch(); });
  engine->decide_thread_ = std::thread([e = engine.get()] { e->run_decide(); });
  engine->commit_thread_ = std::thread([e = engine.get()] { e->run_commit(); });
  engine->handle({{Begin{version}, "tactd"}});
  return engine;
}

Engine::Engine(Store& store, const Clock& clock, Randomness& randomness, EngineOptions options,
               Appender appender, Lost lost)
    : store_(store),
      clock_(clock),
      options_(std::move(options)),
      lost_(std::move(lost)),
      submitted_(options_.queued_commands_max + 1),
      prepared_(1),
      closed_(1),
      archive_(store, options_.zones),
      prefetcher_(store, remembered_keys(options_.decider.record_bytes_max)),
      decider_(store, randomness, options_.decider),
      appender_(std::move(appender)),
      checkpoints_(std::make_unique<CheckpointKeeper>(
          options_.checkpoint_path, [this](const std::string& why) { lose(why); })) {}

Engine::~Engine() {
  submitted_.close();
  if (prefetch_thread_.joinable()) prefetch_thread_.join();
  if (decide_thread_.joinable()) decide_thread_.join();
  if (commit_thread_.joinable()) commit_thread_.join();
  cleaner_.reset();
  checkpoints_.reset();
  if (!is_lost_) {
    if (auto status = store_.settle(); !status) lost_(status.error().message);
  }
}

bool Engine::submit(std::vector<Command> commands, Done done) {
  const std::size_t size = commands_in(commands);
  if (queued_commands_.fetch_add(size) + size > options_.queued_commands_max || is_lost_) {
    queued_commands_ -= size;
    return false;
  }
  const auto now = steady_clock::now();
  // Before it is pushed: it may be taken at once, and must not seem to wait after that.
  auto nobody_waits = steady_clock::time_point{};
  waiting_since_.compare_exchange_strong(nobody_waits, now);
  if (submitted_.push({std::move(commands), std::move(done), now})) return true;
  queued_commands_ -= size;
  return false;
}

std::chrono::nanoseconds Engine::queue_delay() const {
  const auto since = waiting_since_.load();
  if (since == steady_clock::time_point{}) return {};
  return steady_clock::now() - since;
}

std::vector<Reply> Engine::handle(std::vector<Command> commands) {
  const std::size_t size = commands.size();
  auto promise = std::make_shared<std::promise<std::vector<Reply>>>();
  auto replies = promise->get_future();
  const bool taken = submit(std::move(commands), [promise](std::vector<Reply> all) {
    promise->set_value(std::move(all));
  });
  if (!taken) return std::vector<Reply>(size, refused_unavailable("too much is waiting"));
  return replies.get();
}

Reply Engine::file(Activate filing, std::string by) {
  const Keeping wanted{contacts_kept_for(*filing.policy), has_volume_rules(*filing.policy)};
  Keeping kept;
  bool is_shown = false;
  {
    const std::lock_guard lock(shown_mutex_);
    kept = shown_keeping_;
    const Policy* const active = shown_policy_.get();
    const bool is_active = active != nullptr && active->hash == filing.policy->hash;
    const bool is_replaced = active != nullptr && !filing.replaces.empty() &&
                             filing.replaces != active->version() &&
                             filing.replaces != active->hash;
    is_shown = is_active || is_replaced;
  }
  // Another policy may be filed meanwhile: the decider looks again, and does the rest itself.
  if (!is_shown && (wanted.contacts > kept.contacts || (wanted.volume && !kept.volume))) {
    // One at a time: each holds a fold of the whole ledger in memory.
    const std::lock_guard lock(look_back_mutex_);
    auto back = look_back(store_, wanted);
    if (!back) return refused_unavailable(back.error().message);
    filing.back = *std::move(back);
  }
  std::vector<Command> commands;
  commands.push_back({std::move(filing), std::move(by)});
  return std::move(handle(std::move(commands)).front());
}

// ---- prefetch ----

std::vector<Engine::Batch> Engine::gather() {
  std::vector<Batch> batches;
  auto batch = submitted_.pop();
  std::size_t commands = 0;
  while (batch) {
    commands += commands_in(batch->commands);
    // Who waits behind it came later: they seem to wait as long until the next is taken.
    waiting_since_ = batch->submitted_at;
    batches.push_back(*std::move(batch));
    if (commands >= options_.group_commands_max) break;
    batch = submitted_.try_pop();
  }
  // Who is pushed after this look is seen with the next who submits.
  if (submitted_.is_empty()) waiting_since_ = steady_clock::time_point{};
  queued_commands_ -= commands;
  return batches;
}

void Engine::run_prefetch() {
  for (std::vector<Batch> batches = gather(); !batches.empty(); batches = gather()) {
    for (const Batch& batch : batches) {
      for (const Command& command : batch.commands) prefetcher_.want(command);
    }
    auto records = prefetcher_.fetch();
    if (!records) {
      lose(records.error().message);
      break;
    }
    {
      const std::lock_guard lock(shown_mutex_);
      show_cpu(Stage::prefetch);
    }
    prepared_.push({std::move(batches), *std::move(records)});
  }
  prepared_.close();
}

// ---- decide ----

// A group stays open for more while the one before it is being committed: what comes meanwhile
// would wait for that anyway, and a group of its own would cost a write of its own.
void Engine::run_decide() {
  try {
    for (bool is_over = false; !is_over;) {
      auto prepared = open_commands_ > 0 ? prepared_.pop_unless_nudged() : prepared_.pop();
      if (prepared) decide_all(*std::move(prepared));
      is_over = prepared_.is_drained();
      if (open_commands_ == 0) continue;
      const bool is_full = open_commands_ >= options_.group_commands_max;
      if ((is_over || is_full || is_commit_idle()) && !close_group()) break;
    }
  } catch (const StoreLost& lost) {
    lose(lost.message);
  }
  closed_.close();
}

void Engine::decide_all(Prepared prepared) {
  const auto begun = steady_clock::now();
  decider_.prepare(prepared.records.stored, prepared.records.keys, prepared.records.values);
  for (Batch& batch : prepared.batches) {
    std::vector<Reply> replies;
    replies.reserve(batch.commands.size());
    for (const Command& command : batch.commands) replies.push_back(decide(command));
    open_commands_ += commands_in(batch.commands);
    open_replies_.emplace_back(std::move(batch.done), std::move(replies));
  }
  deciding_ += steady_clock::now() - begun;
}

bool Engine::is_commit_idle() const { return groups_committed_ == groups_closed_; }

// False where the engine is stopping.
bool Engine::close_group() {
  const auto begun = steady_clock::now();
  Closed closed{decider_.take_group(), std::exchange(open_replies_, {})};
  open_commands_ = 0;
  {
    const std::lock_guard lock(shown_mutex_);
    shown_figures_.deciding += std::exchange(deciding_, {}) + (steady_clock::now() - begun);
    shown_figures_.subjects_cached = decider_.subjects_held();
    shown_figures_.record_bytes = decider_.record_bytes();
    shown_last_at_ = decider_.last_at();
    show_counts();
    show_cpu(Stage::decide);
  }
  ++groups_closed_;
  return closed_.push(std::move(closed));
}

Reply Engine::decide(const Command& command) {
  if (const auto* filing = std::get_if<Activate>(&command.what)) {
    if (!make_room_for(*filing)) return refused_unavailable("stopping");
  }
  // It looks for what it erases in the store.
  if (std::holds_alternative<Erase>(command.what) && !commit_all()) {
    return refused_unavailable("stopping");
  }
  Reply reply = decider_.handle(command, clock_.now());
  // Any command may find that a policy's time has come.
  if (decider_.policy_entry() != shown_entry_ || std::holds_alternative<Filed>(reply)) {
    show_policy();
  }
  // What the program itself says is not told by anybody.
  const bool is_own =
      std::holds_alternative<Tick>(command.what) || std::holds_alternative<Accessed>(command.what);
  if (!is_own) count(reply);
  return reply;
}

// What a policy looks back to must be in the states before it decides anything, and even before it
// begins to wait. False where the engine is stopping.
bool Engine::make_room_for(const Activate& filing) {
  if (!decider_.needs_refold(filing, clock_.now())) return true;
  if (!commit_all()) return false;
  if (auto status = decider_.refold(*filing.policy, filing.back); !status) {
    throw StoreLost{status.error().message};
  }
  return true;
}

// False where the engine is stopping.
bool Engine::commit_all() {
  ++groups_closed_;
  if (!closed_.push({decider_.take_group(), {}})) return false;
  wait_until_committed();
  return true;
}

void Engine::show_policy() {
  awaits_policy_ = !decider_.docket().proposals.empty();
  const std::lock_guard lock(shown_mutex_);
  shown_policy_ = decider_.policy();
  shown_entry_ = decider_.policy_entry();
  shown_since_ = decider_.policy_since();
  shown_keeping_ = decider_.keeping();
}

// What was active goes on, and what waited waits on, whatever the files say by now. A policy whose
// texts were not kept, or that this program refuses, is left out: nothing is decided before another
// is activated.
void Engine::resume_policies() {
  if (const auto& recorded = decider_.recorded_policy()) {
    if (auto policy = archive_.find(recorded->hash)) decider_.resume(*std::move(policy));
  }
  const std::vector<PolicyProposal> proposals = decider_.docket().proposals;
  for (const PolicyProposal& proposal : proposals) {
    if (auto policy = archive_.find(proposal.hash)) decider_.await(*std::move(policy));
  }
  show_policy();
}

// Shown with the group: nobody has an answer before.
void Engine::count(const Reply& reply) {
  if (const auto* decided = std::get_if<Decided>(&reply)) {
    if (decided->replayed) ++counted_.replayed;
    if (decided->id && !decided->replayed) {
      ++counted_.decisions[static_cast<std::size_t>(decided->decision.outcome)];
    }
  } else if (!std::holds_alternative<Refused>(reply)) {
    ++counted_.records;
  } else {
    ++counted_.refused;
  }
}

void Engine::show_counts() {
  for (std::size_t i = 0; i < counted_.decisions.size(); ++i) {
    shown_figures_.decisions[i] += counted_.decisions[i];
  }
  shown_figures_.replayed += counted_.replayed;
  shown_figures_.records += counted_.records;
  shown_figures_.refused += counted_.refused;
  counted_ = EngineFigures{};
}

void Engine::show_cpu(Stage stage) {
  shown_figures_.cpu[static_cast<std::size_t>(stage)] = thread_cpu();
}

void Engine::wait_until_committed() {
  std::unique_lock lock(committed_mutex_);
  committed_.wait(lock, [&] { return is_lost_ || groups_committed_ == groups_closed_; });
  if (is_lost_) throw StoreLost{"the store was lost"};
}

// ---- commit ----

void Engine::run_commit() {
  while (!closed_.is_drained()) {
    auto closed = closed_.pop_within(checkpoint_every);
    if (closed && !commit(*std::move(closed))) break;
    if (steady_clock::now() - checkpoint_offered_at_ >= checkpoint_every) offer_checkpoint();
  }
  if (!is_lost_) offer_checkpoint();
  closed_.close();
}

bool Engine::commit(Closed closed) {
  const auto begun = steady_clock::now();
  const bool has_entries = !closed.group.entries.empty();
  if (has_entries || !closed.group.states.empty() || !closed.group.identities.empty()) {
    appender_.seal(closed.group);
    if (auto status = store_.commit(std::move(closed.group)); !status) {
      lose(status.error().message);
      return false;
    }
  }
  checkpoint_offered_ = checkpoint_offered_ && !has_entries;
  {
    const std::lock_guard lock(shown_mutex_);
    shown_figures_.committing += steady_clock::now() - begun;
    show_cpu(Stage::commit);
    if (has_entries) ++shown_figures_.groups;
    shown_figures_.entries = appender_.size().value;
  }
  {
    const std::lock_guard lock(committed_mutex_);
    ++groups_committed_;
  }
  committed_.notify_all();
  prepared_.nudge();
  for (auto& [done, replies] : closed.replies) {
    for (const Reply& reply : replies) {
      if (const auto* erased = std::get_if<Erased>(&reply)) cleaner_->erased(erased->at);
    }
    done(std::move(replies));
  }
  return true;
}

void Engine::offer_checkpoint() {
  checkpoint_offered_at_ = steady_clock::now();
  if (std::exchange(checkpoint_offered_, true)) return;
  checkpoints_->offer({appender_.checkpoint(), appender_.frontier()});
}

void Engine::lose(const std::string& why) {
  {
    const std::lock_guard lock(committed_mutex_);
    if (is_lost_.exchange(true)) return;
  }
  committed_.notify_all();
  submitted_.close();
  prepared_.close();
  closed_.close();
  lost_(why);
}

// ---- shown to others ----

std::shared_ptr<const Policy> Engine::policy() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_policy_;
}

Instant Engine::policy_since() const {
  const std::lock_guard lock(shown_mutex_);
  return shown_since_;
}

Instant Engine::retention_limit() const {
  const std::lock_guard lock(shown_mutex_);
  const bool is_trial = options_.decider.clock == ClockMode::trial;
  return tact::retention_limit(shown_keeping_, is_trial ? shown_last_at_ : clock_.now());
}

Checkpoint Engine::checkpoint() const { return checkpoints_->written(); }

EngineFigures Engine::figures() const {
  const std::lock_guard lock(shown_mutex_);
  EngineFigures figures = shown_figures_;
  figures.record_bytes_max = options_.decider.record_bytes_max;
  figures.queued_commands = queued_commands_;
  figures.queue_delay = queue_delay();
  figures.erasures = cleaner_->figures();
  return figures;
}

}  // namespace tact
