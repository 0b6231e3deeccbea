#include "engine/retainer.h"

#include <chrono>
#include <utility>
#include <variant>

#include "engine/refusals.h"
#include "ledger/give_way.h"
#include "ledger/rollup_base.h"

namespace tact {
namespace {

constexpr std::chrono::hours run_every{24};
constexpr std::chrono::seconds try_again_after{60};
const std::string own_name = "retention";

// REQUIRES: it is a refusal.
Problem problem_of(const Reply& reply) { return std::get<Refused>(reply).problem; }

}  // namespace

Instant before_span(Instant now, const Span& keep) {
  const auto today = std::chrono::floor<std::chrono::days>(now);
  switch (keep.unit) {
    case SpanUnit::exact: return now - keep.length;
    case SpanUnit::calendar_days: return now - std::chrono::days(keep.count);
    case SpanUnit::months: {
      auto day = std::chrono::year_month_day(today) - std::chrono::months(keep.count);
      if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
      return std::chrono::sys_days(day) + (now - today);
    }
  }
  return Instant{};
}

std::unique_ptr<Retainer> Retainer::start(Store& store, Engine& engine, std::optional<Span> keep) {
  return std::unique_ptr<Retainer>(new Retainer(store, engine, keep));
}

Retainer::Retainer(Store& store, Engine& engine, std::optional<Span> keep)
    : store_(store), engine_(engine), keep_(keep), thread_([this] { work(); }) {}

Retainer::~Retainer() { stop(); }

void Retainer::stop() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::optional<Problem> Retainer::refuse(Instant before) const {
  const Instant limit = engine_.retention_limit();
  if (before > limit) return problem_of(refused_retention(limit));
  const auto reach = retention_reach(store_, before);
  if (!reach) return problem_of(refused_unavailable(reach.error().message));
  if (reach->first > reach->done_before) return std::nullopt;
  return problem_of(refused_conflict(
      "/before", "nothing more is to be dropped: entries go in rows of " +
                     std::to_string(retention_step) + ", once all of a row are older"));
}

std::optional<Problem> Retainer::request(Instant before, std::string by) {
  if (auto refusal = refuse(before)) return refusal;
  {
    const std::lock_guard lock(mutex_);
    if (figures_.is_running) {
      return problem_of(
          refused_unavailable("a run is under way already; try again once it is done"));
    }
    wanted_ = {before, std::move(by)};
    figures_.is_running = true;
  }
  changed_.notify_all();
  return std::nullopt;
}

RetainerFigures Retainer::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

Status Retainer::begin(const Wanted& wanted) {
  if (refuse(wanted.before)) return Done{};
  const auto plan = plan_retention(store_, wanted.before, cancelled_);
  if (!plan) return plan.error();
  if (plan->dropped == 0) return Done{};
  auto base = rollup_base_at(store_, plan->first);
  if (!base) return std::move(base).error();
  const RetentionEntry entry{wanted.before, plan->first, plan->dropped};
  std::vector<Command> commands;
  commands.push_back({Retain{entry, *std::move(base)}, wanted.by});
  const std::vector<Reply> replies = engine_.handle(std::move(commands));
  if (std::holds_alternative<Recorded>(replies.front())) return Done{};
  return Error{problem_of(replies.front()).detail};
}

Status Retainer::finish() {
  const auto last = last_retention(store_);
  if (!last) return last.error();
  if (!is_unfinished(store_, *last)) return Done{};
  {
    const std::lock_guard lock(mutex_);
    figures_.is_running = true;
  }
  const auto& entry = std::get<RetentionEntry>((*last)->body);
  Status done = finish_retention(store_, entry, cancelled_);
  if (!done) return done;
  const std::lock_guard lock(mutex_);
  ++figures_.runs;
  figures_.dropped += entry.dropped;
  return done;
}

void Retainer::work() {
  give_way();
  std::optional<Wanted> wanted;
  if (keep_) wanted = Wanted{before_span(engine_.now(), *keep_), own_name};
  for (;;) {
    Status done = finish();
    if (done && wanted) done = begin(*wanted);
    if (done && wanted) done = finish();
    std::unique_lock lock(mutex_);
    if (cancelled_) return;
    if (!done) {
      // What the ledger says is tried again; what it does not say waits for the next day.
      wanted.reset();
      ++figures_.failures;
      figures_.is_running = false;
      changed_.wait_for(lock, try_again_after, [this] { return cancelled_.load(); });
    } else {
      figures_.is_running = wanted_.has_value();
      const bool is_woken =
          changed_.wait_for(lock, run_every, [this] { return cancelled_ || wanted_.has_value(); });
      wanted = std::exchange(wanted_, std::nullopt);
      if (!is_woken && keep_) wanted = Wanted{before_span(engine_.now(), *keep_), own_name};
    }
    if (cancelled_) return;
  }
}

}  // namespace tact
