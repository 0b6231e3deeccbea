#include "engine/log_retention.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tact/check.h"

#include "engine/decider.h"
#include "ledger/query.h"
#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::size_t entries_per_read = 1'024;

bool is_of_type(std::string_view line, std::string_view type) {
  const std::string end = R"("type":")" + std::string(type) + "\"}";
  return line.ends_with(end);
}

// Which entries of the contact log go: asked of every entry in the ledger's order, for what became
// of a contact stays as long as the contact does.
class OldEntries {
 public:
  explicit OldEntries(Instant before) : before_(before) {}

  Result<bool> goes(const std::string& line) {
    if (is_of_type(line, "access")) return true;
    const bool is_about_contact =
        is_of_type(line, "decision") || is_of_type(line, "contact") || is_of_type(line, "outcome");
    if (!is_about_contact) return false;
    const auto entry = parse_entry(line);
    if (!entry) return entry.error();
    if (const auto* outcome = std::get_if<OutcomeEntry>(&entry->body)) {
      return !kept_.contains(outcome->decision);
    }
    if (time_of(*entry) < before_) return true;
    kept_.insert(entry->seq);
    return false;
  }

 private:
  static Instant time_of(const Entry& entry) {
    if (const auto* decision = std::get_if<DecisionEntry>(&entry.body)) return decision->planned_at;
    return std::get<ContactEntry>(entry.body).contacted_at;
  }

  const Instant before_;
  std::set<Seq> kept_;  // contacts that were planned for `before` or later; few
};

using Visit = std::function<Status(Seq seq, const std::string& line)>;

// Every entry before `end` that goes and is still there.
Status visit_old(const Store& store, Instant before, Seq end, const std::atomic<bool>& cancelled,
                 const Visit& visit) {
  OldEntries old(before);
  for (Seq next; next < end;) {
    if (cancelled) return Error{"stopping"};
    const auto count = std::min<std::uint64_t>(end.value - next.value, entries_per_read);
    const auto lines = store.entries(next, count);
    if (!lines) return lines.error();
    if (lines->empty()) return Error{"entry " + std::to_string(next.value) + " is missing"};
    for (const std::string& line : *lines) {
      const Seq here = next;
      ++next.value;
      if (is_dropped(line)) continue;
      const auto goes = old.goes(line);
      if (!goes) return goes.error();
      if (!*goes) continue;
      if (Status visited = visit(here, line); !visited) return visited;
    }
  }
  return Done{};
}

}  // namespace

Instant retention_limit(const Keeping& keeping, Instant now) {
  return now - std::max<Duration>(keeping.contacts + past_allowed, idempotent_for);
}

Result<RetentionReach> retention_reach(const Store& store, Instant before) {
  const auto first_kept = first_entry_at(store, before);
  if (!first_kept) return first_kept.error();
  const auto last = last_retention(store);
  if (!last) return last.error();
  return RetentionReach{Seq{first_kept->value / retention_step * retention_step},
                        *last ? std::get<RetentionEntry>((*last)->body).first : Seq{}};
}

Result<RetentionPlan> plan_retention(const Store& store, Instant before,
                                     const std::atomic<bool>& cancelled) {
  const auto reach = retention_reach(store, before);
  if (!reach) return reach.error();
  RetentionPlan plan;
  plan.before = before;
  plan.first = reach->first;
  std::string last;
  const Status visited =
      visit_old(store, before, plan.first, cancelled, [&](Seq, const std::string& line) -> Status {
        if (!plan.oldest) {
          const auto entry = parse_entry(line);
          if (!entry) return entry.error();
          plan.oldest = entry->at;
        }
        ++plan.dropped;
        plan.bytes += line.size();
        last = line;
        return Done{};
      });
  if (!visited) return visited.error();
  if (plan.dropped > 0) {
    const auto entry = parse_entry(last);
    if (!entry) return entry.error();
    plan.newest = entry->at;
  }
  return plan;
}

Result<std::optional<Entry>> last_retention(const Store& store) {
  const Seq size = store.size();
  if (size.value == 0) return std::optional<Entry>{};
  const auto seqs =
      store.postings(type_term("retention"), Seq{size.value - 1}, Order::newest_first, 1);
  if (!seqs) return seqs.error();
  if (seqs->empty()) return std::optional<Entry>{};
  const auto lines = store.entries(seqs->front(), 1);
  if (!lines) return lines.error();
  if (lines->empty()) return Error{"an entry of the ledger is missing"};
  auto entry = parse_entry(lines->front());
  if (!entry) return std::move(entry).error();
  return std::optional(*std::move(entry));
}

bool is_unfinished(const Store& store, const std::optional<Entry>& last) {
  return last && store.dropped_before() < std::get<RetentionEntry>(last->body).first;
}

Status finish_retention(Store& store, const RetentionEntry& entry, std::atomic<bool>& cancelled) {
  TACT_CHECK(entry.first < store.size());
  // No state is to be folded again from what is dropped.
  if (Status settled = store.settle(); !settled) return settled;
  std::vector<Seq> batch;
  const auto drop = [&]() -> Status {
    Status dropped = store.drop_entries(batch);
    batch.clear();
    return dropped;
  };
  Status visited =
      visit_old(store, entry.before, entry.first, cancelled, [&](Seq seq, const std::string&) {
        batch.push_back(seq);
        return batch.size() < retention_step ? Status(Done{}) : drop();
      });
  if (!visited) return visited;
  if (Status dropped = drop(); !dropped) return dropped;
  return store.clear_dropped(entry.first, cancelled);
}

}  // namespace tact
