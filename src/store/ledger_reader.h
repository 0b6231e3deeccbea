// A store's ledger, read without its daemon and never written: for who checks or copies it.
//
// The directory is locked while this lives, so that no daemon starts on it meanwhile; nothing else
// of it is touched. `state/` is not opened.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tact/result.h"

#include "store/store.h"

namespace tact {

class Database;
class Directory;

class LedgerReader {
 public:
  // Refuses what is no store's directory, and one that a daemon uses.
  static Result<std::unique_ptr<LedgerReader>> open(const std::string& path);
  ~LedgerReader();
  LedgerReader(const LedgerReader&) = delete;
  LedgerReader& operator=(const LedgerReader&) = delete;

  // As they are written there; entries are not counted.
  Seq size() const { return size_; }
  const std::string& frontier() const { return frontier_; }

  // REQUIRES: is_identity(key.table).
  Result<std::optional<std::string>> load(const Key& key) const;
  Result<std::optional<std::string>> entry(Seq seq) const;

  // Entries in the order of their keys, whatever is missing between them.
  class Walk {
   public:
    virtual ~Walk() = default;
    struct Step {
      Seq seq;
      std::string_view entry;  // good until the next step
    };
    virtual Result<std::optional<Step>> next() = 0;
  };
  std::unique_ptr<Walk> walk(Seq from) const;

 private:
  LedgerReader(std::unique_ptr<Directory> directory, std::unique_ptr<Database> ledger, Seq size,
               std::string frontier);

  const std::unique_ptr<Directory> directory_;
  const std::unique_ptr<Database> ledger_;
  const Seq size_;
  const std::string frontier_;
};

}  // namespace tact
