// Hands what was read to the engine, to be recorded in the ledger (src/design/0012). Nothing here
// waits for it.
#pragma once

#include <string>

#include "engine/engine.h"
#include "http/bundle_readings.h"

namespace tact::http {

// Threads: any.
class ReadingRecords {
 public:
  // False where the engine has no room: what was read must not be given.
  [[nodiscard]] bool record(Engine& engine, const std::string& by, Accessed reading, Instant now);

  // What was kept back to be recorded together: where its time has come, or all, at the end.
  void record_due(Engine& engine, Instant now);
  void record_all(Engine& engine);

 private:
  bool submit(Engine& engine, const std::string& by, Accessed reading);
  void submit_all(Engine& engine, BundleReadings::Due due);

  BundleReadings bundles_;
};

}  // namespace tact::http
