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

Reply failed(const Error& error) { return refused_unavailable(error.message); }

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

Retainer::~Retainer() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Result<RetentionPlan> Retainer::plan(Instant before) const {
  return plan_retention(store_, before, cancelled_);
}

Reply Retainer::run(Instant before, const std::string& by) {
  const std::lock_guard running(running_);
  const auto last = last_retention(store_);
  if (!last) return failed(last.error());
  if (is_unfinished(store_, *last)) {
    return refused_unavailable("what was dropped last is still leaving the files; try again later");
  }
  const auto planned = plan(before);
  if (!planned) return failed(planned.error());
  const Seq done_before = *last ? std::get<RetentionEntry>((*last)->body).first : Seq{};
  if (planned->dropped == 0 || planned->first <= done_before) {
    return refused_conflict("/before", "too little is older than " + format_instant(before) +
                                           ": entries are dropped in rows of " +
                                           std::to_string(retention_step));
  }
  auto base = rollup_base_at(store_, planned->first);
  if (!base) return failed(base.error());
  const RetentionEntry entry{before, planned->first, planned->dropped};
  Reply reply = std::move(engine_.handle({{Retain{entry, *std::move(base)}, by}}).front());
  if (std::holds_alternative<Recorded>(reply)) {
    const std::lock_guard lock(mutex_);
    figures_.is_unfinished = true;
    changed_.notify_all();
  }
  return reply;
}

RetainerFigures Retainer::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

Status Retainer::finish() {
  const auto last = last_retention(store_);
  if (!last) return last.error();
  if (!is_unfinished(store_, *last)) return Done{};
  const auto& entry = std::get<RetentionEntry>((*last)->body);
  Status done = finish_retention(store_, entry, cancelled_);
  if (!done) return done;
  const std::lock_guard lock(mutex_);
  figures_.is_unfinished = false;
  ++figures_.runs;
  figures_.dropped += entry.dropped;
  return done;
}

void Retainer::work() {
  give_way();
  for (;;) {
    const Status done = finish();
    bool has_new = false;
    if (done && keep_) {
      has_new = std::holds_alternative<Recorded>(run(before_span(engine_.now(), *keep_), own_name));
    }
    std::unique_lock lock(mutex_);
    if (!done && !cancelled_) ++figures_.failures;
    const auto is_woken = [this] { return cancelled_ || figures_.is_unfinished; };
    if (!done) {
      changed_.wait_for(lock, try_again_after, [this] { return cancelled_.load(); });
    } else if (!has_new) {
      changed_.wait_for(lock, run_every, is_woken);
    }
    if (cancelled_) return;
  }
}

}  // namespace tact
