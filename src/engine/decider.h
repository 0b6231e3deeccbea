// The one that decides: turns commands into answers and ledger entries, in one total order, and
// keeps the state that the entries make. No threads, no waiting, no clock: the engine's decider
// thread drives it, and so do replays and tests, a step at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tact/apply.h"
#include "tact/entry.h"
#include "tact/obligations.h"

#include "engine/clock.h"
#include "engine/command.h"
#include "engine/fold.h"
#include "engine/memory_shares.h"
#include "engine/people.h"
#include "engine/randomness.h"
#include "engine/recent_entries.h"
#include "engine/record_cache.h"
#include "engine/tail.h"
#include "ledger/rollup_book.h"
#include "store/store.h"

namespace tact {

// How far ahead a contact may be planned, and a policy may start.
inline constexpr std::chrono::days planning_ahead{366};

// How long a request id stands for its first answer.
inline constexpr std::chrono::hours idempotent_for{72};

// How far in the past a contact may be planned: clocks differ.
inline constexpr std::chrono::minutes past_allowed{5};

struct DeciderOptions {
  ClockMode clock = ClockMode::live;
  std::size_t record_bytes_max = shares_of(default_memory_budget).records;  // kept in memory
  // A policy that replaces another waits until a second token approves it; one that was active
  // before comes back at once.
  bool second_approver = false;
  std::size_t entries_per_piece = 20'000;  // folded together at a start
};

// The activation that the ledger ends with.
struct RecordedPolicy {
  std::string hash;
  Instant since{};
  Seq entry;
};

// Threads: one at a time. Any call may throw StoreLost; the decider is then of no use any more.
class Decider {
 public:
  // Both must outlive this. Call recover() before anything else.
  Decider(Store& store, Randomness& randomness, DeciderOptions options);

  // Folds the entries that the store's states do not hold yet, and picks up where they end. Two
  // threads help meanwhile; the store's commits are made by one of them.
  Status recover();

  // Answers, and appends to the open group whatever takes effect. The answer may be given to others
  // only once that group, and every one before it, is committed. `now` is the clock's time; a trial
  // goes by the records' own.
  Reply handle(const Command& command, Instant now);

  // What was active when the ledger ended, and what waited then: to be given back, compiled, by
  // resume() and await() before anything else is decided.
  const std::optional<RecordedPolicy>& recorded_policy() const { return recorded_; }
  const PolicyDocket& docket() { return records_.policy_docket_now(); }
  void resume(std::shared_ptr<const Policy> policy);
  void await(std::shared_ptr<const Policy> policy);

  // Whether activating `policy` needs more of the past than the states hold. Then activation must
  // wait until every group is committed, and refold() comes first.
  bool needs_refold(const Policy& policy) const;
  // The same of a filing, which may be refused, or say nothing new, before it comes to that.
  bool needs_refold(const Activate& filing, Instant now);
  // `back` may have been made beside the decider, for this policy: then only what came since is
  // folded here. Null, or for another policy: all of it is.
  Status refold(const Policy& policy, std::shared_ptr<LookBack> back = nullptr);
  const Keeping& keeping() const { return keeping_; }

  // The open group, which is then closed: commit it before or after the next commands, in order.
  Group take_group();
  bool has_open_entries() const { return !group_.entries.empty(); }

  // Takes in records that were read after `stored` entries were committed. Between groups, forgets
  // what is not needed.
  void prepare(Seq stored, std::span<const Key> keys,
               std::span<const std::optional<std::string>> values);

  const std::shared_ptr<const Policy>& policy() const { return policy_; }
  // The entry that made it active.
  std::optional<Seq> policy_entry() const {
    return recorded_ ? std::optional(recorded_->entry) : std::nullopt;
  }
  // When it became active.
  Instant policy_since() const { return recorded_ ? recorded_->since : Instant{}; }
  // When the last entry took effect.
  Instant last_at() const { return last_at_; }
  std::size_t subjects_held() const { return records_.subjects_held(); }
  std::size_t record_bytes() const { return records_.bytes(); }
  // What must still be done about whoever is named; by id.
  std::vector<OpenObligation> open_obligations(const Person& person);

 private:
  // One command's name and time.
  struct Scope {
    const std::string& by;
    Instant now;                  // when it takes effect
    std::optional<Instant> said;  // the record's own time, where it says one

    Instant happened_at() const { return said.value_or(now); }
  };

  Reply ask(const Ask& ask, const Scope& scope);
  Reply decide_and_record(const Ask& ask, const Scope& scope, Instant at);
  std::vector<std::string> number_regions(const Request& request);
  std::optional<Reply> first_reply(const Request& request, const Scope& scope);
  std::optional<Reply> known_contact(const ContactEntry& contact, const Scope& scope);
  // The entry that the request id stands for; none where nothing, or it was too long ago.
  std::optional<Entry> remembered(const std::string& request_id, const Scope& scope);

  // decider_policy.cc
  std::optional<Reply> answered_at_once(const Activate& filing, const Scope& scope);
  Reply file(const Activate& filing, const Scope& scope);
  Reply propose(const Activate& filing, bool needs_approval, const Scope& scope);
  Reply approve(const Approve& approval, const Scope& scope);
  Reply activate(std::shared_ptr<const Policy> policy, PolicyEntry entry, const Scope& scope);
  Reply activate(const PolicyProposal& proposal, const Scope& scope);
  bool may_replace(const std::string& version) const;
  void activate_due(Instant now);
  void find_next_due();
  Keeping keeping_with(const Policy& policy);

  Reply tell(const CustomerRecord& record, const Scope& scope);
  Reply tell(const ConsentRecord& record, const Scope& scope);
  Reply tell(const ListingRecord& record, const Scope& scope);
  Reply tell(const ListRecord& record, const Scope& scope);
  Reply tell(const ActivityRecord& record, const Scope& scope);
  Reply tell(const OutcomeRecord& record, const Scope& scope);
  Reply tell(const ContactRecord& record, const Scope& scope);
  Reply tell(const HoldRecord& record, const Scope& scope);
  Reply tell(const ObligationRecord& record, const Scope& scope);
  Reply tell(const Request& record, const Scope& scope);

  // decider_erase.cc
  Reply erase(const Erase& erase, const Scope& scope);
  std::map<std::string, SubjectId> addresses_to_erase(const Erase& erase,
                                                      const CustomerIdentity& identity);
  void forget_evidence(const SubjectId& subject);
  void give_up_obligations(const Scope& scope, const SubjectId& subject);
  void forget_household(const std::string& name);
  void keep_refusals(const Scope& scope, const SubjectId& subject,
                     const std::vector<Consent>& withdrawals, const std::vector<Listing>& listings);
  // Those of the profile's addresses that an erased person refused something at, and that are not
  // yet the customer's.
  std::vector<ChannelAddress> newly_named_refusals(const CustomerRecord& profile);
  void inherit_refusals(const Scope& scope, const SubjectId& customer,
                        const std::vector<ChannelAddress>& refused);

  // decider_obligations.cc
  // Ends and begins what the record, which was just appended, does under the active policy.
  void see_to_obligations(const Scope& scope, const Identified& who, const SubjectId& subject,
                          const Happening& happening);
  void close_obligations(const Scope& scope, const SubjectId& subject, const Happening& happening,
                         Seq because);
  void open_obligation(const Scope& scope, const SubjectId& subject, const Opening& opening,
                       const Happening& happening, Seq because);
  void close(const Scope& scope, const SubjectId& subject, const OpenObligation& open,
             std::optional<Seq> because, std::string note);

  std::optional<Reply> refuse_time(const std::optional<Instant>& at, const Scope& scope) const;
  Instant effective_now(const std::optional<Instant>& at, Instant now) const;
  // Nothing where there is none, or it was dropped.
  std::optional<Entry> entry_at(Seq seq) const;
  Reply keep(const KeepCosigned& keep);
  Reply retain(const Retain& retain, const Scope& scope);
  Seq append(const Scope& scope, std::optional<SubjectId> subject, decltype(Entry::body) body);
  // REQUIRES: the entry is the next one.
  void append(const Entry& entry);
  void rebuild_volume_book();
  Status recover_rollups();
  Status fold_tail(Seq end, const std::vector<KeptFrom>& plan);
  Group fold_piece(TailPiece piece, const std::vector<KeptFrom>& plan);

  Store& store_;
  DeciderOptions options_;
  RecordCache records_;
  People people_;
  std::shared_ptr<const Policy> policy_;
  std::string policy_version_;
  std::optional<RecordedPolicy> recorded_;                        // the last policy entry
  std::map<std::string, std::shared_ptr<const Policy>> waiting_;  // by hash: what is proposed
  std::optional<Instant> next_due_;  // when the next of them becomes active
  Keeping keeping_;
  Instant last_at_{};
  Seq next_;
  Sha256 hasher_;
  std::string digest_room_;
  Entry decided_{{}, {}, {}, {}, DecisionEntry{}};  // One for all decisions: it keeps its memory.
  Group group_;
  Seq refolded_at_;  // what was read before this was stored is older than the refold
  std::map<std::uint32_t, std::uint64_t> cosigned_sizes_;  // by key: the largest, once it was read
  RollupBook rollups_;
  RecentEntries recent_;
};

}  // namespace tact
