// The part of Decider that looks at the whole ledger: after a start, and when a policy looks
// further back than the states reach.
#include "tact/check.h"

#include "core/state/retention.h"
#include "engine/decider.h"
#include "engine/fold.h"
#include "ledger/rollup_base.h"
#include "ledger/terms.h"

namespace tact {
namespace {

// The last entry of a type before `end`; nothing where there is none.
Result<std::optional<Entry>> last_of(std::string_view type, const Store& store, Seq end) {
  const auto seqs = store.postings(type_term(type), Seq{end.value - 1}, Order::newest_first, 1);
  if (!seqs) return seqs.error();
  if (seqs->empty()) return std::optional<Entry>{};
  const auto lines = store.entries(seqs->front(), 1);
  if (!lines) return lines.error();
  TACT_CHECK(!lines->empty());
  auto entry = parse_entry(lines->front());
  if (!entry) return std::move(entry).error();
  return std::optional(*std::move(entry));
}

// Whether no policy was filed since `back` was planned: one that was has dropped contacts, or has
// made room for others, of which the plan knows nothing.
Result<bool> knows_all_policies(const Store& store, const LookBack* back) {
  if (back == nullptr) return false;
  for (const std::string_view type : {"policy", "proposal"}) {
    const auto last = last_of(type, store, store.size());
    if (!last) return last.error();
    if (*last && (*last)->seq >= back->planned_at) return false;
  }
  return true;
}

RecordedPolicy recorded_by(const Entry& entry) {
  return {std::get<PolicyEntry>(entry.body).hash, entry.at, entry.seq};
}

}  // namespace

Status Decider::recover() {
  const Seq size = store_.size();
  next_ = store_.settled_before();
  TACT_CHECK(next_ <= size);
  std::vector<KeptFrom> plan;
  if (next_.value > 0) {
    // Of what the states already hold, only how long contacts are kept matters.
    const auto policy = last_of("policy", store_, next_);
    if (!policy) return policy.error();
    const auto proposal = last_of("proposal", store_, next_);
    if (!proposal) return proposal.error();
    if (*policy) recorded_ = recorded_by(**policy);
    const bool proposed_last = *proposal && (!*policy || (*proposal)->seq > (*policy)->seq);
    const auto& last = proposed_last ? *proposal : *policy;
    if (last) keeping_ = *said_of_keeping(*last);
  } else {
    // States were removed: what later policies needed to be kept must be kept from the start.
    auto planned = keeping_plan(store_, std::nullopt);
    if (!planned) return std::move(planned).error();
    plan = *std::move(planned);
  }
  if (auto status = recover_rollups(); !status) return status;
  if (auto status = fold_tail(size, plan); !status) return status;
  if (size.value > 0) {
    const auto last = entry_at(Seq{size.value - 1});
    last_at_ = last->at;
  }
  return Done{};
}

Status Decider::fold_tail(Seq end, const std::vector<KeptFrom>& plan) {
  if (next_ == end) return Done{};
  TailWriter writer(store_, next_);
  TailReader reader(store_, writer, next_, end,
                    {options_.entries_per_piece, remembered_keys(options_.record_bytes_max)});
  while (next_ < end) {
    auto piece = reader.next();
    if (!piece) return std::move(piece).error();
    TACT_CHECK(piece->has_value() && (*piece)->first == next_);
    prepare((*piece)->records.stored, (*piece)->records.keys, (*piece)->records.values);
    Group group = fold_piece(**std::move(piece), plan);
    if (auto status = writer.commit(std::move(group), next_); !status) return status;
  }
  return writer.finish();
}

// What the piece's entries make.
Group Decider::fold_piece(TailPiece piece, const std::vector<KeptFrom>& plan) {
  Group group;
  group.postings = std::move(piece.postings);
  for (const std::optional<Entry>& entry : piece.entries) {
    if (entry) {
      apply(*entry, keeping_, records_);
      if (std::holds_alternative<PolicyEntry>(entry->body)) recorded_ = recorded_by(*entry);
      if (said_of_keeping(*entry)) {
        if (const Keeping* part = kept_at(plan, next_)) keeping_ = *part;
      }
      rollups_.add(*entry, group.states);
    }
    ++next_.value;
  }
  records_.take_changes(next_, group.identities, group.states);
  TACT_CHECK(group.identities.empty());  // Entries make states, never identities.
  group.first = next_;
  return group;
}

// Rollups are written now and then only: the entries since are counted again. In a directory from
// before there were rollups those are all of them, once.
Status Decider::recover_rollups() {
  const auto commit = [this](std::vector<Change> changes) -> Status {
    if (changes.empty()) return Done{};
    Group group;
    group.first = next_;
    group.states = std::move(changes);
    return store_.commit(std::move(group));
  };
  if (Status restored = restore_rollups(store_, commit); !restored) return restored;
  auto book = RollupBook::open(store_);
  if (!book) return std::move(book).error();
  rollups_ = *std::move(book);
  return catch_up(store_, next_, rollups_, commit);
}

Status Decider::refold(const Policy& policy, std::shared_ptr<LookBack> back) {
  TACT_CHECK(group_.entries.empty() && next_ == store_.size());
  // With nothing left to fold, states that are replaced only in part before a crash do no harm:
  // each holds every entry, and what the longer window adds is fetched again.
  if (auto status = store_.settle(); !status) return status;
  const Keeping wanted{contacts_kept_for(policy), has_volume_rules(policy)};
  const auto is_planned = knows_all_policies(store_, back.get());
  if (!is_planned) return is_planned.error();
  const bool is_enough = *is_planned && back->wanted.contacts >= wanted.contacts &&
                         (back->wanted.volume || !wanted.volume);
  if (!is_enough) {
    auto whole = look_back(store_, wanted);
    if (!whole) return std::move(whole).error();
    back = *std::move(whole);
  } else if (auto status = catch_up(store_, *back); !status) {
    return status;
  }
  Group group;
  group.first = next_;
  group.states = gained(*back, last_at_);
  if (auto status = store_.commit(std::move(group)); !status) return status;
  // No later fold makes these states again: they must last before the policy's entry says so.
  if (auto status = store_.settle(); !status) return status;
  records_.evict(0, next_);
  records_.evict(0, next_);  // The first only marks what was in use.
  refolded_at_ = next_;
  return Done{};
}

}  // namespace tact
