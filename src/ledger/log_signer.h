// Signs what the ledger commits to.
//
// A log must never sign two roots of one size, nor take back what it signed: whoever holds both
// proves that it lied. So what was signed last is kept in a file beside the key before anybody sees
// it, and a start compares the ledger with that file. Where the key is kept apart from the data
// directory, a data directory that was put back to an older state is noticed this way, though its
// own checkpoint file went back with it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tact/result.h"

#include "core/merkle/checkpoint.h"
#include "core/note/signing.h"
#include "ledger/checkpoint_file.h"
#include "store/store.h"

namespace tact {

// Threads: any. Waits for the disk where there is something new to sign.
class LogSigner {
 public:
  // `record_path`: the file of what was signed last; its folder must exist. The key's name is the
  // ledger's origin. An Error where the ledger is not one that this key may go on signing.
  // `store` must outlive this.
  static Result<std::unique_ptr<LogSigner>> open(const Store& store, NoteSigner key,
                                                 std::string record_path);

  // A signed checkpoint of at least the first `size` entries: the one signed last, or a new one of
  // all that is stored. REQUIRES: the store holds that many.
  Result<std::string> checkpoint(std::uint64_t size);

  VerifierKey key() const;
  // From now on this key signs. REQUIRES: it has the same name.
  void change_key(NoteSigner key);

 private:
  LogSigner(const Store& store, NoteSigner key, std::string record_path);

  Status sign_all_stored();

  const Store& store_;
  const CheckpointFile record_;
  mutable std::mutex mutex_;
  NoteSigner key_;                    // Guarded by mutex_.
  std::optional<Checkpoint> signed_;  // Guarded by mutex_. What was signed last.
  std::string note_;                  // Guarded by mutex_. It, signed; "" not yet by this key
};

}  // namespace tact
