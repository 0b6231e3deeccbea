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
  // Every rule that applied. Where a rule refused just as it is recorded, its retry_at is the
  // recorded one.
  std::vector<Explained> rules;
  // Whether the same rules refuse, with what they saw, as the entry says.
  bool matches_record = false;
  Past past;
};

// REQUIRES: as past_of(). Threads: any.
Result<Hindsight> explain_past(const Store& store, const Entry& decision,
                               const std::shared_ptr<const Policy>& policy);

}  // namespace tact
