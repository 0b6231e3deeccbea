// The part of Decider that brings policies in: filed, proposed, approved, active.
#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "core/prose/changes.h"
#include "core/state/retention.h"
#include "engine/decider.h"
#include "engine/policy_archive.h"
#include "engine/refusals.h"

namespace tact {
namespace {

constexpr std::size_t proposals_max = 100;

// How many rules were added, removed or changed in what they say.
int rules_changed(const Policy* before, const Policy& after) {
  if (before == nullptr) return static_cast<int>(after.rules.size());
  const PolicyChanges changes = changes_between(*before, after);
  return static_cast<int>(changes.rules.added.size() + changes.rules.removed.size() +
                          changes.rules.changed.size());
}

bool is_cleared(const PolicyProposal& proposal) {
  return !proposal.needs_approval || !proposal.approved_by.empty();
}

const PolicyProposal* find_proposal(const PolicyDocket& docket, Seq id) {
  const auto found = std::find_if(docket.proposals.begin(), docket.proposals.end(),
                                  [&](const PolicyProposal& one) { return one.id == id; });
  return found == docket.proposals.end() ? nullptr : &*found;
}

}  // namespace

bool Decider::needs_refold(const Policy& policy) const {
  const bool longer = contacts_kept_for(policy) > keeping_.contacts;
  const bool volume = has_volume_rules(policy) && !keeping_.volume;
  return next_.value > 0 && (longer || volume);
}

// What waits must find what it looks back to when its time comes.
Keeping Decider::keeping_with(const Policy& policy) {
  Keeping keeping{contacts_kept_for(policy), has_volume_rules(policy)};
  // What this program cannot compile may look back as far as was made room for.
  const auto& proposals = records_.policy_docket_now().proposals;
  const bool knows_all =
      std::all_of(proposals.begin(), proposals.end(),
                  [&](const PolicyProposal& one) { return waiting_.contains(one.hash); });
  if (!knows_all) {
    keeping = {std::max(keeping.contacts, keeping_.contacts), keeping.volume || keeping_.volume};
  }
  for (const auto& [hash, waiting] : waiting_) {
    keeping.contacts = std::max(keeping.contacts, contacts_kept_for(*waiting));
    keeping.volume = keeping.volume || has_volume_rules(*waiting);
  }
  return keeping;
}

void Decider::resume(std::shared_ptr<const Policy> policy) {
  TACT_CHECK(recorded_ && recorded_->hash == policy->hash);
  policy_ = std::move(policy);
  policy_version_ = policy_->version();
  rebuild_volume_book();
}

void Decider::await(std::shared_ptr<const Policy> policy) {
  waiting_[policy->hash] = std::move(policy);
  find_next_due();
}

bool Decider::may_replace(const std::string& version) const {
  return version.empty() || policy_ == nullptr || version == policy_version_ ||
         version == policy_->hash;
}

// ---- filing ----

std::optional<Reply> Decider::answered_at_once(const Activate& filing, const Scope& scope) {
  TACT_CHECK(filing.policy != nullptr);
  const Policy& policy = *filing.policy;
  if (!may_replace(filing.replaces)) {
    return refused_conflict("/replaces", "the active policy is `" + policy_version_ +
                                             "` by now; look at what changed, and file again");
  }
  if (filing.starts_at && *filing.starts_at > scope.now + planning_ahead) {
    return refused_invalid(
        {{"/starts_at", "is more than 366 days ahead; file it nearer the time"}});
  }
  // What the files said last has been filed already, whatever has become active since. That they
  // say by now what is active is new: without it a restart would undo a later roll-back.
  const bool is_from_files = filing.origin == PolicyOrigin::files;
  const bool says_same = records_.policy_docket_now().files_hash == policy.hash;
  const bool is_known = is_from_files && policy_ != nullptr && says_same;
  const bool is_later = filing.starts_at && *filing.starts_at > scope.now;
  const bool is_active = policy_ != nullptr && policy_->hash == policy.hash;
  const bool stays = is_active && !is_later;
  if (is_known || (stays && !is_from_files)) {
    return Filed{recorded_ ? recorded_->entry : next_, policy.version(), is_active, false, {}};
  }
  return std::nullopt;
}

bool Decider::needs_refold(const Activate& filing, Instant now) {
  const std::string nobody;
  const Scope scope{nobody, effective_now(std::nullopt, now), std::nullopt};
  return !answered_at_once(filing, scope) && needs_refold(*filing.policy);
}

Reply Decider::file(const Activate& filing, const Scope& scope) {
  if (auto answer = answered_at_once(filing, scope)) return *std::move(answer);
  const Policy& policy = *filing.policy;
  const bool is_later = filing.starts_at && *filing.starts_at > scope.now;
  const bool stays = policy_ != nullptr && policy_->hash == policy.hash && !is_later;
  if (filing.sources != nullptr) {
    records_.keep_beside(PolicyArchive::kept(policy.hash, *filing.sources));
  }
  const bool needs_approval = options_.second_approver && policy_ != nullptr && !stays &&
                              filing.origin != PolicyOrigin::rollback;
  if (is_later || needs_approval) return propose(filing, needs_approval, scope);
  PolicyEntry entry;
  entry.author = filing.author.empty() ? scope.by : filing.author;
  entry.note = filing.note;
  entry.origin = filing.origin;
  return activate(filing.policy, std::move(entry), scope);
}

Reply Decider::propose(const Activate& filing, bool needs_approval, const Scope& scope) {
  if (records_.policy_docket_now().proposals.size() >= proposals_max) {
    return refused_conflict("", "100 policies wait already; withdraw some of them");
  }
  const Policy& policy = *filing.policy;
  const Keeping keeping = keeping_with(policy);
  ProposalEntry entry;
  entry.policy = policy.version();
  entry.hash = policy.hash;
  entry.author = filing.author.empty() ? scope.by : filing.author;
  entry.note = filing.note;
  entry.origin = filing.origin;
  entry.starts_at = filing.starts_at;
  entry.needs_approval = needs_approval;
  entry.replaces = filing.replaces;
  entry.keep_contacts = std::max(keeping.contacts, keeping_.contacts);
  entry.keeps_volume = keeping.volume || keeping_.volume;
  waiting_[policy.hash] = filing.policy;
  const Seq id = append(scope, {}, std::move(entry));
  find_next_due();
  return Filed{id, policy.version(), false, needs_approval, filing.starts_at};
}

// ---- approving ----

Reply Decider::approve(const Approve& approval, const Scope& scope) {
  const PolicyProposal* found = find_proposal(records_.policy_docket_now(), approval.proposal);
  const std::string id = std::to_string(approval.proposal.value);
  if (found == nullptr) {
    return refused_not_found(
        "", "no policy waits under `" + id + "`; `tact policy history` shows those that do");
  }
  const PolicyProposal proposal = *found;
  if (approval.state == ApprovalState::approved) {
    if (!proposal.needs_approval) {
      return refused_conflict("", "`" + id + "` needs no approval; it waits for its time");
    }
    if (!proposal.approved_by.empty()) {
      return refused_conflict("", "`" + id + "` was approved already, by " + proposal.approved_by);
    }
    if (proposal.by == scope.by) {
      return refused_forbidden("", "nobody approves a policy of their own: `" + id +
                                       "` was filed with this token; use another person's");
    }
    if (!may_replace(proposal.replaces)) {
      return refused_conflict("", "`" + id + "` was to replace `" + proposal.replaces + "`, and `" +
                                      policy_version_ +
                                      "` is active by now; withdraw it, and file it anew");
    }
    if (!waiting_.contains(proposal.hash)) {
      return refused_conflict("", "this version of Tact does not compile `" + proposal.policy +
                                      "`; withdraw it, and file it anew");
    }
  }
  const Seq entry = append(scope, {}, ApprovalEntry{proposal.id, approval.state, approval.note});
  find_next_due();
  const bool is_approved = approval.state == ApprovalState::approved;
  if (is_approved && (!proposal.starts_at || *proposal.starts_at <= scope.now)) {
    PolicyProposal approved = proposal;
    approved.approved_by = scope.by;
    return activate(approved, {proposal.by, scope.now, std::nullopt});
  }
  return Filed{entry, proposal.policy, false, false, proposal.starts_at};
}

// ---- becoming active ----

Reply Decider::activate(const PolicyProposal& proposal, const Scope& scope) {
  PolicyEntry entry;
  entry.author = proposal.author;
  entry.note = proposal.note;
  entry.origin = proposal.origin;
  entry.approved_by = proposal.approved_by;
  entry.proposal = proposal.id;
  return activate(waiting_.at(proposal.hash), std::move(entry), scope);
}

Reply Decider::activate(std::shared_ptr<const Policy> policy, PolicyEntry entry,
                        const Scope& scope) {
  const std::shared_ptr<const Policy> before = std::exchange(policy_, std::move(policy));
  policy_version_ = policy_->version();
  entry.policy = policy_version_;
  entry.hash = policy_->hash;
  entry.rules = static_cast<int>(policy_->rules.size());
  entry.rules_changed = rules_changed(before.get(), *policy_);
  const Keeping keeping = keeping_with(*policy_);
  entry.keep_contacts = keeping.contacts;
  entry.keeps_volume = keeping.volume;
  // A restart under a policy whose texts were not kept is no activation of it.
  const bool is_new = before != nullptr || !recorded_ || recorded_->hash != policy_->hash;
  if (is_new) {
    const Seq id = append(scope, {}, std::move(entry));
    recorded_ = RecordedPolicy{policy_->hash, scope.now, id};
  }
  rebuild_volume_book();
  find_next_due();
  return Filed{recorded_->entry, policy_version_, true, false, {}};
}

void Decider::activate_due(Instant now) {
  while (next_due_ && *next_due_ <= now) {
    const PolicyDocket& docket = records_.policy_docket_now();
    const auto is_next = [&](const PolicyProposal& one) {
      return is_cleared(one) && one.starts_at.value_or(one.filed_at) == *next_due_ &&
             waiting_.contains(one.hash);
    };
    const auto next = std::find_if(docket.proposals.begin(), docket.proposals.end(), is_next);
    TACT_CHECK(next != docket.proposals.end());
    // A copy: activating takes it off the docket.
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
    const PolicyProposal proposal = *next;
    const Scope scope{proposal.by, now, std::nullopt};
    if (may_replace(proposal.replaces)) {
      activate(proposal, scope);
      continue;
    }
    append(scope, {},
           ApprovalEntry{proposal.id, ApprovalState::withdrawn,
                         "it was to replace " + proposal.replaces + ", which is not active"});
    find_next_due();
  }
}

// Also drops what waits no longer.
void Decider::find_next_due() {
  next_due_.reset();
  std::map<std::string, std::shared_ptr<const Policy>> waiting;
  for (const PolicyProposal& proposal : records_.policy_docket_now().proposals) {
    const auto compiled = waiting_.find(proposal.hash);
    if (compiled == waiting_.end()) continue;
    waiting.insert(*compiled);
    if (!is_cleared(proposal)) continue;
    const Instant due = proposal.starts_at.value_or(proposal.filed_at);
    if (!next_due_ || due < *next_due_) next_due_ = due;
  }
  waiting_ = std::move(waiting);
}

void Decider::rebuild_volume_book() {
  records_.set_volume(nullptr);
  if (!has_volume_rules(*policy_)) return;
  auto book = std::make_unique<VolumeBook>(policy_);
  records_.visit_volume_parts(hour_of(last_at_ - keeping_.contacts), [&](const VolumePart& part) {
    for (const Contact& contact : part.contacts) book->add_unsorted(contact);
  });
  book->sort();
  records_.set_volume(std::move(book));
}

}  // namespace tact
