// What the engine is told, and what it answers.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tact/decide.h"
#include "tact/entry.h"
#include "tact/policy.h"
#include "tact/records.h"

#include "core/policy/bundle.h"
#include "core/records/problem.h"
#include "ledger/witnesses.h"

namespace tact {

struct LookBack;

// May this contact be made now?
struct Ask {
  Request request;
  bool dry_run = false;  // answers without reserving and without a trace
  bool explain = false;  // adds every rule that applied
};

// Something happened. REQUIRES: any record but a request.
struct Tell {
  Record record;
};

// Decisions after this one are made under `policy`, unless it has to wait: for `starts_at`, or for
// a second approver.
struct Activate {
  std::shared_ptr<const Policy> policy;                   // not null
  std::shared_ptr<const PolicyBundle> sources = nullptr;  // kept; null where the store has them
  PolicyOrigin origin = PolicyOrigin::files;
  std::string author{};                // "": who says it
  std::string note{};                  // why
  std::optional<Instant> starts_at{};  // absent or past: at once
  std::string replaces{};              // the version that must be active; "": any
  // What the policy looks back to, where that is further than the states do (engine/fold.h).
  std::shared_ptr<LookBack> back = nullptr;
};

// A second person's word on a policy that waits, or its end.
struct Approve {
  Seq proposal;
  ApprovalState state = ApprovalState::approved;
  std::string note = {};
};

// Nothing but a look at the clock: a policy's time may have come.
struct Tick {};

// Nothing that names the customer is kept, nor the addresses that are nobody else's. What goes with
// them was looked up beside the decider, in the entries before `gathered_before`; it looks at those
// after them itself. REQUIRES: every entry about the customer is committed.
struct Erase {
  std::string customer;
  std::optional<SubjectId> gathered_of = std::nullopt;  // whom; absent: nothing was looked up
  std::set<SubjectId> addresses = {};                   // named with the customer until then
  Seq gathered_before = {};
};

// The daemon has started; recorded in the ledger.
struct Begin {
  std::string version;
};

// Checkpoints are signed with this key from now on; recorded in the ledger.
struct RecordKey {
  std::string key;       // as a verifier key is written
  std::string previous;  // "" of the first
};

// A witness signed a checkpoint, and that was verified. Kept beside the ledger, not in it.
struct KeepCosigned {
  Cosigned cosigned;
};

// Somebody read what is about people; recorded in the ledger.
struct Accessed {
  AccessEntry entry;
  std::optional<SubjectId> subject;  // where the question was about one person
};

// Entries of the contact log were looked through and are to be dropped (engine/log_retention.h);
// recorded in the ledger.
struct Retain {
  RetentionEntry entry;
  std::vector<Change> rollup_base;  // as of the entry's `first` (ledger/rollup_base.h)
};

struct Command {
  std::variant<Ask, Tell, Activate, Approve, Tick, Begin, RecordKey, KeepCosigned, Accessed, Erase,
               Retain>
      what;
  std::string by;  // the name of the token, or of the daemon's part, that says it
};

struct Decided {
  std::optional<Seq> id;  // absent for a dry run
  Decision decision;
  std::string policy;  // Policy::version()
  std::string request_id;
  bool replayed = false;
  std::vector<Explained> rules;  // where asked for
};

struct Recorded {
  Seq seq;
};

// A policy was filed, approved or withdrawn.
struct Filed {
  Seq id;              // of the ledger entry that says so: of an activation, its own
  std::string policy;  // Policy::version()
  bool is_active = false;
  bool needs_approval = false;  // still
  std::optional<Instant> starts_at;
};

// A person was erased.
struct Erased {
  Seq seq;  // of the ledger entry that says so
  Instant at{};
  std::size_t addresses = 0;  // that were erased with the customer
  std::size_t refusals = 0;   // that are kept, under the addresses' hashes
};

// Nothing was changed.
struct Refused {
  Problem problem;
};

using Reply = std::variant<Decided, Recorded, Filed, Refused, Erased>;

}  // namespace tact
