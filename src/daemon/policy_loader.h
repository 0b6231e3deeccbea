// From the policy's files to the engine: all of a policy, its tests passing, or the old one stays.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "tact/policy.h"
#include "tact/time_zone.h"

#include "core/policy/bundle.h"
#include "engine/clock.h"
#include "engine/engine.h"

namespace tact {

// What the files say. `policy` is null where anything is wrong with them; then that was said on
// standard error, and `exit_code` is what a start ends with.
struct LoadedPolicy {
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const PolicyBundle> sources;  // set where `policy` is
  int exit_code = 0;
};

// Threads: one at a time.
class PolicyLoader {
 public:
  // `clock` must outlive this. `path` is what --policies says.
  PolicyLoader(std::string path, std::shared_ptr<const ZoneBook> zones, const Clock& clock)
      : path_(std::move(path)), zones_(std::move(zones)), clock_(clock) {}

  // Compiles the files and runs the tests that stand beside them. Warnings are said always.
  LoadedPolicy load();

  // Files what was loaded with the engine: what it said before changes nothing.
  // REQUIRES: its policy is not null.
  bool file(Engine& engine, const LoadedPolicy& loaded);
  // Loads the files as they are now and files them; the old policy stays where they have errors.
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
