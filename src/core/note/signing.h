// Who signed a note: making signatures and checking them, Ed25519 (C2SP signed-note, type 1) and
// cosignature/v1 (C2SP tlog-cosignature, type 4).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "core/note/ed25519.h"
#include "core/note/note.h"
#include "core/note/verifier_key.h"

namespace tact {

// A private key and its name. Threads: any.
class NoteSigner {
 public:
  // REQUIRES: the name is valid (is_valid_key_name).
  NoteSigner(std::string name, KeyType type, const Ed25519Seed& seed);

  const VerifierKey& verifier() const { return verifier_; }

  // REQUIRES: the key is of type ed25519.
  NoteSignature sign(std::string_view text) const;
  // As a witness of a checkpoint at a time, in seconds since 1970. REQUIRES: the key is of type
  // cosignature.
  NoteSignature cosign(std::string_view text, std::uint64_t seconds) const;

 private:
  Ed25519Key key_;
  VerifierKey verifier_;
  std::uint32_t id_;
};

// A signature whose key is known, and that is right.
struct Verified {
  std::size_t signature = 0;             // which of the note's
  std::size_t key = 0;                   // which of the keys
  std::optional<std::uint64_t> seconds;  // of a cosignature: since 1970
};

// Whether the signature says that it is by this key.
bool claims_key(const NoteSignature& signature, const VerifierKey& key);

// Whether the key made it. `verified`'s indexes are not set.
std::optional<Verified> verify_signature(std::string_view text, const NoteSignature& signature,
                                         const VerifierKey& key);

// All signatures by `keys`, in the note's order; those of unknown keys are passed over. An Error
// where one is wrong, or where there is none.
Result<std::vector<Verified>> verify_note(const Note& note, std::span<const VerifierKey> keys);

}  // namespace tact
