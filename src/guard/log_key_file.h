// The file with the private key that signs the ledger's checkpoints: one line as
// core/note/secret_key.h has it, besides remarks (`#`). While a new key takes over, a second line
// keeps the one before it, so that it can vouch for its successor.
#pragma once

#include <optional>
#include <string>

#include "tact/result.h"

#include "core/note/secret_key.h"

namespace tact {

struct LogKeys {
  SecretKey key;
  std::optional<SecretKey> previous;
};

// Empty where there is no file. Errors name the file and the line, and quote nothing of it.
Result<std::optional<LogKeys>> read_log_keys(const std::string& path);

// Replaces the file, durably. Its folder is made where there is none, for its owner alone.
Status write_log_keys(const std::string& path, const LogKeys& keys);

}  // namespace tact
