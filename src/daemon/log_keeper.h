// The key that signs the ledger's checkpoints, from its file to the ledger and to whoever signs.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "tact/result.h"

#include "engine/engine.h"
#include "engine/randomness.h"
#include "guard/log_key_file.h"
#include "guard/private_file.h"
#include "ledger/log_signer.h"
#include "store/store.h"

namespace tact {

// Threads: one at a time.
class LogKeeper {
 public:
  // `path`: the key's file. Beside it lie PATH.signed, what was signed last, and PATH.lock, which
  // one daemon at a time holds. `origin`: what the ledger is called, and so its key.
  LogKeeper(std::string path, std::string origin)
      : path_(std::move(path)), origin_(std::move(origin)) {}

  // Reads the key, or makes the ledger's first one, and checks that it has signed no other ledger.
  // `store` must outlive this. REQUIRES: before the engine's start.
  Status open(const Store& store, Randomness& randomness);

  // Has the key recorded in the ledger, where it is not the one recorded last, and signs the first
  // checkpoint. REQUIRES, here and below: open() succeeded.
  Status begin(Engine& engine);

  // Takes up the key that the file holds now; where it is broken or gone the old one goes on.
  void reload(Engine& engine);

  // Signs now and then though nobody asks, so that an older data directory is noticed. Call it
  // every second or so.
  void keep_signed(const Engine& engine);

  LogSigner& signer() { return *signer_; }

 private:
  Result<std::optional<LogKeys>> read() const;
  Status record(Engine& engine, const VerifierKey& key);
  // Where the file still has the key before: it signs the first checkpoint that names its
  // successor, which is kept, and is then forgotten.
  Status hand_over(Engine& engine);

  const std::string path_;
  const std::string origin_;
  const Store* store_ = nullptr;
  std::optional<FileLock> lock_;
  std::unique_ptr<LogSigner> signer_;
  std::chrono::steady_clock::time_point signed_at_{};
};

// A new key of this name.
SecretKey make_log_key(const std::string& name, Randomness& randomness);

}  // namespace tact
