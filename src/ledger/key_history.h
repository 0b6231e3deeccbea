// Which keys have signed the ledger's checkpoints, and from when on: read from the ledger alone.
#pragma once

#include <string>
#include <vector>

#include "tact/ids.h"
#include "tact/result.h"
#include "tact/time.h"

#include "core/note/verifier_key.h"
#include "store/store.h"

namespace tact {

struct RecordedKey {
  VerifierKey key;
  Seq entry;  // that says so
  Instant at{};
};

// Newest first; all of them, as keys change seldom. Of a store whose postings are settled: after
// the engine's start. Threads: any.
Result<std::vector<RecordedKey>> recorded_keys(const Store& store);

// Whether a key was ever recorded, whatever the postings know yet.
Result<bool> has_recorded_key(const Store& store);

}  // namespace tact
