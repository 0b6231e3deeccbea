// What a fold can no longer know once entries were dropped, and states may still hold: taken out of
// both before they are compared. No decision depends on any of it (src/design/0014).
#pragma once

#include <optional>
#include <string>

#include "tact/entry.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact {

class Forgotten {
 public:
  // As the ledger's last `retention` entry says; takes nothing out where there is none.
  static Result<Forgotten> of(const Store& ledger);

  // The record without what is forgotten; nothing where that is all of it.
  Result<std::optional<std::string>> remains(Table table, std::string value) const;

 private:
  explicit Forgotten(std::optional<RetentionEntry> last) : last_(last) {}

  const std::optional<RetentionEntry> last_;
};

}  // namespace tact
