// From the file of witnesses' keys to those who keep their signatures: all of the file, or the old
// ones stay.
#pragma once

#include <string>
#include <vector>

#include "tact/result.h"

#include "ledger/witnesses.h"

namespace tact {

// Threads: one at a time.
class WitnessLoader {
 public:
  // `path` is what --witnesses says; "": none are known.
  explicit WitnessLoader(std::string path) : path_(std::move(path)) {}

  // Before anything is served.
  Status start();
  // Takes up the file as it is now. Where it is broken or gone the witnesses stay as they were.
  void reload();

  const WitnessList& list() const { return list_; }

 private:
  Result<std::vector<VerifierKey>> read() const;

  const std::string path_;
  WitnessList list_;
};

}  // namespace tact
