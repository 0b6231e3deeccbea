// The public keys of signed notes, as C2SP signed-note writes them ("vkeys"):
//   NAME+ID+KEY, ID being 8 hexadecimal digits and KEY base64 of the type's byte and 32 bytes,
//   example.com/tact+0b1c2d3e+AbmJ…
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tact/result.h"

#include "core/note/ed25519.h"

namespace tact {

// What a key's signatures say. The numbers are C2SP's.
enum class KeyType : std::uint8_t {
  ed25519 = 0x01,      // of the note's text: a log's own
  cosignature = 0x04,  // of the text and a time: a witness's, of a checkpoint (cosignature/v1)
};

struct VerifierKey {
  std::string name;
  KeyType type = KeyType::ed25519;
  Ed25519PublicKey key{};

  bool operator==(const VerifierKey&) const = default;
};

// UTF-8 of at least one letter, without spaces, control characters and "+".
bool is_valid_key_name(std::string_view name);

// The first 4 bytes of SHA-256(name ‖ "\n" ‖ type ‖ key), big-endian: with the name it says which
// key made a signature. It finds, it does not prove.
std::uint32_t key_id(const VerifierKey& key);

// REQUIRES: the name is valid.
std::string format_verifier_key(const VerifierKey& key);
// Takes exactly what format_verifier_key writes. The error goes on from what was read.
Result<VerifierKey> parse_verifier_key(std::string_view text);

}  // namespace tact
