// Which policies were active, and when: read from the ledger alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tact/entry.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact {

struct PolicyHistory {
  std::vector<Entry> activations;  // `policy` entries, newest first
  std::optional<Seq> next;         // absent: nothing older
};

// At most `count` activations, those before `before` only. Threads: any.
Result<PolicyHistory> policy_history(const Store& store, std::optional<Seq> before,
                                     std::size_t count);

// The activation under which the entry `seq` was decided: the last one before it. Empty where there
// is none.
Result<std::optional<Entry>> policy_active_at(const Store& store, Seq seq);

// The hash of a policy that was active once, by its hash or its version ("acme@3f9c2ab41d07");
// empty where there is none. The newest where a version says too little.
Result<std::optional<std::string>> hash_of_version(const Store& store, const std::string& version);

}  // namespace tact
