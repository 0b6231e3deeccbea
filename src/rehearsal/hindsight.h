// A decision of the past explained again: from the ledger's entries and the policy of that day.
#pragma once

#include <memory>
#include <vector>

#include "tact/decide.h"
#include "tact/entry.h"
#include "tact/result.h"

#include "rehearsal/past.h"
#include "store/store.h"

namespace tact {

struct Hindsight {
  std::vector<Explained> rules;  // every rule that applied
  // Whether the policy answers again just what the entry says: outcome, every reason with what was
  // seen, every time, the headroom.
  bool matches_record = false;
  Past past;
};

// REQUIRES: as past_of(). Threads: any.
Result<Hindsight> explain_past(const Store& store, const Entry& decision,
                               const std::shared_ptr<const Policy>& policy);

// A question that nobody asked then.
struct PastRequest {
  PastQuestion who;  // its `planned_at` is when the contact would have been made
  ContactFields fields;
  std::optional<Instant> expires_at;
  // What the ledger does not have.
  std::optional<LocalDate> birth_date;
  std::vector<std::string> number_regions;
};

struct PastAnswer {
  Decision decision;
  std::vector<Explained> rules;  // every rule that applied
  bool misses_dropped = false;   // as Past's: then it need not be what would have been answered
};

// What would have been answered before the entry `who.end` under `policy`. Nothing is recorded.
// Threads: any; reads as much as past_before().
Result<PastAnswer> answer_past(const Store& store, const PastRequest& request,
                               const std::shared_ptr<const Policy>& policy);

// Whose the address was before the entry `end`: the customer who named it as theirs; the address
// itself where nobody had. From the ledger alone. Threads: any.
Result<SubjectId> owner_before(const Store& store, const SubjectId& address, Seq end);

}  // namespace tact
