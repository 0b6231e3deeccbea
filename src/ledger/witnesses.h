// Witnesses: others who saw the ledger grow and put their signatures under its checkpoints (C2SP
// tlog-cosignature). Who they are, and what they signed.
//
// Records of Table::cosignature, which are no fold of the ledger and never written again but with
// what says more; integers big-endian:
//   size (8 bytes) ‖ key id (4)   a signed note: the checkpoint of that size, the log's signature
//                                 and that of the key
//   key id (4)                    the largest size (8) that the key has signed
// A key of the log that was replaced signs the first checkpoint that names the next one in this
// way, too.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "core/note/signing.h"
#include "store/store.h"

namespace tact {

// Verifier keys, one a line; empty lines and remarks (`#`) are passed over. The error begins with
// the line's number.
Result<std::vector<VerifierKey>> parse_witnesses(std::string_view text);

// Whose cosignatures are kept. Threads: any.
class WitnessList {
 public:
  using Keys = std::shared_ptr<const std::vector<VerifierKey>>;

  Keys keys() const;
  void replace(std::vector<VerifierKey> keys);

 private:
  mutable std::mutex mutex_;
  Keys keys_ = std::make_shared<const std::vector<VerifierKey>>();  // Guarded by mutex_.
};

// A checkpoint that one key signed besides the log's.
struct Cosigned {
  std::uint64_t size = 0;
  std::uint32_t key = 0;  // its id
  std::string note;       // with the log's signature and its own
};

Key cosigned_key(std::uint64_t size, std::uint32_t key);
Key largest_cosigned_key(std::uint32_t key);
std::string encode_cosigned_size(std::uint64_t size);
std::optional<std::uint64_t> decode_cosigned_size(std::string_view bytes);

// The checkpoint of that size with the signatures that were kept of `keys`; empty where there is
// none.
Result<std::optional<std::string>> cosigned_at(const Store& store, std::uint64_t size,
                                               std::span<const VerifierKey> keys);

// The largest checkpoint that one of the witnesses signed, with the signatures of all of them.
Result<std::optional<std::string>> newest_cosigned(const Store& store,
                                                   std::span<const VerifierKey> witnesses);

}  // namespace tact
