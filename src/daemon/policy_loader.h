// From the policy's files to the engine: all of a policy, or the old one stays.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "tact/policy.h"
#include "tact/time_zone.h"

#include "engine/clock.h"
#include "engine/engine.h"

namespace tact {

// Threads: one at a time.
class PolicyLoader {
 public:
  // `clock` must outlive this. `path` is what --policies says.
  PolicyLoader(std::string path, std::shared_ptr<const ZoneBook> zones, const Clock& clock)
      : path_(std::move(path)), zones_(std::move(zones)), clock_(clock) {}

  // Null where anything is wrong with it; diagnostics are on standard error then, warnings always.
  std::shared_ptr<const Policy> compile();

  // Makes `policy` what decisions are made under, if it differs from what they are made under now.
  // REQUIRES: not null.
  bool activate(Engine& engine, std::shared_ptr<const Policy> policy);
  // Compiles the files as they are now and activates them; the old policy stays where they have
  // errors.
  void reload(Engine& engine);

  // The folders of all files that were read so far: what to watch.
  const std::set<std::string>& folders() const { return folders_; }

 private:
  const std::string path_;
  const std::shared_ptr<const ZoneBook> zones_;
  const Clock& clock_;
  std::set<std::string> folders_;
};

}  // namespace tact
