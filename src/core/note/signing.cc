#include "core/note/signing.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {
namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::uint64_t seconds_max = std::uint64_t{1} << 63;  // not reached

std::string cosigned_message(std::string_view text, std::uint64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + '\n' + std::string(text);
}

std::string as_string(const Ed25519Signature& signature) {
  return std::string(signature.begin(), signature.end());
}

bool verify(const VerifierKey& key, std::string_view message, std::string_view bytes) {
  Ed25519Signature signature;
  if (bytes.size() != signature.size()) return false;
  std::copy(bytes.begin(), bytes.end(), signature.begin());
  return is_ed25519_signature(key.key, message, signature);
}

}  // namespace

NoteSigner::NoteSigner(std::string name, KeyType type, const Ed25519Seed& seed)
    : key_(seed), verifier_{std::move(name), type, key_.public_key()}, id_(key_id(verifier_)) {
  TACT_CHECK(is_valid_key_name(verifier_.name));
}

NoteSignature NoteSigner::sign(std::string_view text) const {
  TACT_CHECK(verifier_.type == KeyType::ed25519);
  return {verifier_.name, id_, as_string(key_.sign(text))};
}

NoteSignature NoteSigner::cosign(std::string_view text, std::uint64_t seconds) const {
  TACT_CHECK(verifier_.type == KeyType::cosignature && seconds < seconds_max);
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(seconds >> shift & 0xff);
  return {verifier_.name, id_, bytes + as_string(key_.sign(cosigned_message(text, seconds)))};
}

bool claims_key(const NoteSignature& signature, const VerifierKey& key) {
  return signature.name == key.name && signature.key_id == key_id(key);
}

std::optional<Verified> verify_signature(std::string_view text, const NoteSignature& signature,
                                         const VerifierKey& key) {
  if (!claims_key(signature, key)) return std::nullopt;
  const std::string_view bytes = signature.bytes;
  switch (key.type) {
    case KeyType::ed25519:
      if (!verify(key, text, bytes)) return std::nullopt;
      return Verified{};
    case KeyType::cosignature: {
      if (bytes.size() < time_bytes) return std::nullopt;
      std::uint64_t seconds = 0;
      for (const char byte : bytes.substr(0, time_bytes)) {
        seconds = seconds << 8 | static_cast<unsigned char>(byte);
      }
      if (seconds >= seconds_max ||
          !verify(key, cosigned_message(text, seconds), bytes.substr(time_bytes))) {
        return std::nullopt;
      }
      return Verified{0, 0, seconds};
    }
  }
  return std::nullopt;
}

Result<std::vector<Verified>> verify_note(const Note& note, std::span<const VerifierKey> keys) {
  std::vector<Verified> found;
  for (std::size_t i = 0; i < note.signatures.size(); ++i) {
    for (std::size_t k = 0; k < keys.size(); ++k) {
      if (!claims_key(note.signatures[i], keys[k])) continue;
      const auto verified = verify_signature(note.text, note.signatures[i], keys[k]);
      if (!verified) {
        return Error{"the signature of `" + keys[k].name +
                     "` is wrong: the text was changed, or somebody else signed it"};
      }
      found.push_back({i, k, verified->seconds});
    }
  }
  if (found.empty()) {
    return Error{"none of its signatures is by a key that is trusted here"};
  }
  return found;
}

}  // namespace tact
