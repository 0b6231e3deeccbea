// The last checkpoint, kept outside the database: a start compares the ledger with it, so that a
// ledger that lost its end, or was exchanged, is noticed.
//
// Threads: one at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tact/result.h"

namespace tact {

class CheckpointFile {
 public:
  // Nothing is touched yet. The file's directory must exist.
  explicit CheckpointFile(std::string path);

  // Puts `text` in the place of what the file held, all or nothing, durable when it returns. After
  // an error the file holds the one or the other.
  Status write(std::string_view text) const;

  // What was written last; nothing if there is no file.
  Result<std::optional<std::string>> read() const;

 private:
  const std::string path_;
};

}  // namespace tact
