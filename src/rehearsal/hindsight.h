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

}  // namespace tact
