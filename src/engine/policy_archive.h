// The texts of every policy that was ever filed, and what they compile to: by them a decision is
// explained years later, and an earlier policy comes back.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "tact/policy.h"
#include "tact/result.h"
#include "tact/time_zone.h"

#include "core/policy/bundle.h"
#include "store/store.h"

namespace tact {

// Threads: any.
class PolicyArchive {
 public:
  // `store` must outlive this. Without `zones` nothing can be compiled.
  PolicyArchive(const Store& store, std::shared_ptr<const ZoneBook> zones)
      : store_(store), zones_(std::move(zones)) {}

  // What the store keeps under a hash; empty where it keeps nothing.
  Result<std::optional<PolicyBundle>> sources(const std::string& hash) const;
  // The policy itself; the last ones are kept compiled. An Error where nothing is kept under the
  // hash, or this program refuses what an earlier one took.
  Result<std::shared_ptr<const Policy>> find(const std::string& hash) const;

  // What a group puts into the store to keep a policy.
  static Change kept(const std::string& hash, const PolicyBundle& bundle);

  const std::shared_ptr<const ZoneBook>& zones() const { return zones_; }

 private:
  std::shared_ptr<const Policy> compiled_before(const std::string& hash) const;

  const Store& store_;
  const std::shared_ptr<const ZoneBook> zones_;
  mutable std::mutex mutex_;
  mutable std::list<std::shared_ptr<const Policy>> last_;  // Guarded by mutex_. Newest first.
};

}  // namespace tact
