// Retention of the ledger: what of the contact log is old enough to be dropped, and dropping it. An
// entry of type `retention` says so first; the bytes go after it, and what a stop left undone is
// done after the next start. Places and hashes stay (src/design/0014).
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "tact/apply.h"
#include "tact/entry.h"
#include "tact/result.h"
#include "tact/time.h"

#include "store/store.h"

namespace tact {

// Whole rows of hashes, and as many as the rollups' base wants (ledger/rollup_base.h).
inline constexpr std::uint64_t retention_step = 4'096;

// What a decision can still look back to, or a retry: what is younger stays, for states may have to
// be folded again.
Instant retention_limit(const Keeping& keeping, Instant now);

// How far a run would go, found without reading what lies before.
struct RetentionReach {
  Seq first;        // a multiple of retention_step: every entry before it is older
  Seq done_before;  // as far as the last run went
};
Result<RetentionReach> retention_reach(const Store& store, Instant before);

// What a run would do.
struct RetentionPlan {
  Instant before{};               // what is older goes
  Seq first;                      // a multiple of retention_step: every entry before it is older
  std::uint64_t dropped = 0;      // entries that lose their bytes now
  std::uint64_t bytes = 0;        // theirs, before compression
  std::optional<Instant> oldest;  // when the first of them took effect
  std::optional<Instant> newest;  // and the last
};

// Reads every entry before `first`, from the ledger's first on, giving way to whoever decides. An
// Error once `cancelled`. Any thread.
Result<RetentionPlan> plan_retention(const Store& store, Instant before,
                                     const std::atomic<bool>& cancelled);

// The ledger's last entry of this type.
Result<std::optional<Entry>> last_retention(const Store& store);

// Whether `last` was written and not yet done to its end.
bool is_unfinished(const Store& store, const std::optional<Entry>& last);

// Drops what the entry says and makes it leave the files; again is no different. REQUIRES: the
// entry is committed. Any thread, one at a time.
Status finish_retention(Store& store, const RetentionEntry& entry, std::atomic<bool>& cancelled);

}  // namespace tact
