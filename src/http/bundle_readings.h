// Who reads the log in bundles. A monitor fetches thousands, and each time that it comes back it
// would find what was recorded of it: so many readings are recorded as one, at most one in an hour
// for each name (src/design/0012).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tact/entry.h"
#include "tact/time.h"

namespace tact::http {

// Of `entry`, a reading of a piece of the log, whether it names which entries were read.
bool names_span(const AccessEntry& entry);

// Threads: any.
class BundleReadings {
 public:
  static constexpr std::chrono::hours pause{1};

  // `by` reads what `reading` names. What must be recorded before that is given: the first at once,
  // with what was read before and not recorded; empty: it is kept for later.
  std::optional<AccessEntry> note(const std::string& by, AccessEntry reading, Instant now);
  // What note() gave could not be recorded.
  void put_back(const std::string& by, const AccessEntry& reading);

  // What is kept and must be recorded now: the last time was an hour ago, or all of it.
  using Due = std::vector<std::pair<std::string, AccessEntry>>;
  Due take_due(Instant now);
  Due take_all();

 private:
  struct Reader {
    std::optional<Instant> recorded_at;
    std::optional<AccessEntry> kept;  // the readings since, put together
  };
  static void add(Reader& reader, const AccessEntry& reading);

  std::mutex mutex_;
  std::map<std::string, Reader> readers_;  // Guarded by mutex_.
};

}  // namespace tact::http
