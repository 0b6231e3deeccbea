// The part of Decider that looks at the whole ledger: after a start, and when a policy looks
// further back than the states reach.
#include "tact/check.h"

#include "core/state/retention.h"
#include "engine/decider.h"
#include "engine/fold.h"
#include "ledger/terms.h"

namespace tact {
namespace {

constexpr std::size_t entries_per_group = 20'000;

Result<Entry> last_policy_entry(const Store& store, Seq before) {
  const auto seqs = store.postings(type_term("policy"), before, Order::newest_first, 1);
  if (!seqs) return seqs.error();
  if (seqs->empty()) return Error{"the ledger has no policy entry"};
  const auto lines = store.entries(seqs->front(), 1);
  if (!lines) return lines.error();
  return parse_entry(lines->front());
}

}  // namespace

Status Decider::recover() {
  const Seq size = store_.size();
  next_ = store_.settled_before();
  TACT_CHECK(next_ <= size);
  if (next_.value > 0) {
    // Of what the states already hold, only how long contacts are kept and the time matter.
    if (const auto policy = last_policy_entry(store_, Seq{next_.value - 1})) {
      const auto& entry = std::get<PolicyEntry>(policy->body);
      keeping_ = {entry.keep_contacts, entry.keeps_volume};
      recorded_hash_ = entry.hash;
    }
  }
  while (next_ < size) {
    const auto lines = store_.entries(next_, entries_per_group);
    if (!lines) return lines.error();
    TACT_CHECK(!lines->empty());
    Group group;
    group.first = next_;
    for (const std::string& line : *lines) {
      const auto entry = parse_entry(line);
      if (!entry) return entry.error();
      TACT_CHECK(entry->seq == next_);
      apply(*entry, keeping_, records_);
      const auto* policy = std::get_if<PolicyEntry>(&entry->body);
      if (policy != nullptr) recorded_hash_ = policy->hash;
      append_postings(*entry, group.postings);
      ++next_.value;
    }
    records_.take_changes(next_, group.identities, group.states);
    TACT_CHECK(group.identities.empty());  // Entries make states, never identities.
    group.first = next_;
    if (auto status = store_.commit(std::move(group)); !status) return status;
    records_.evict(options_.subjects_cached_max, next_);
  }
  if (size.value > 0) {
    const auto last = entry_at(Seq{size.value - 1});
    last_at_ = last->at;
  }
  return Done{};
}

Status Decider::refold(const Policy& policy) {
  TACT_CHECK(group_.entries.empty() && next_ == store_.size());
  const Keeping next{contacts_kept_for(policy), has_volume_rules(policy)};
  const auto plan = keeping_plan(store_, next);
  if (!plan) return plan.error();
  Fold fold;
  if (auto status = fold_all(store_, *plan, fold); !status) return status;
  Group group;
  group.first = next_;
  group.states = fold.changes();
  if (auto status = store_.commit(std::move(group)); !status) return status;
  // No later fold makes these states again: they must last before the policy's entry says so.
  if (auto status = store_.settle(); !status) return status;
  records_.evict(0, next_);
  records_.evict(0, next_);  // The first only marks what was in use.
  return Done{};
}

}  // namespace tact
