#include "core/note/signing.h"

#include <array>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"

using namespace tact;

namespace {

VerifierKey key_from(const std::string& text) {
  auto key = parse_verifier_key(text);
  REQUIRE(key.ok());
  return *std::move(key);
}

Note note_from(const std::string& text) {
  auto note = parse_note(text);
  REQUIRE(note.ok());
  return *std::move(note);
}

Ed25519Seed seed_of(std::uint8_t byte) {
  Ed25519Seed seed;
  seed.fill(byte);
  return seed;
}

const NoteSigner log_key("example.com/log", KeyType::ed25519, seed_of(1));
const NoteSigner witness("witness.example/w", KeyType::cosignature, seed_of(2));
const NoteSigner stranger("stranger.example", KeyType::cosignature, seed_of(3));
const std::string text = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

Note cosigned() {
  return {text,
          {log_key.sign(text), stranger.cosign(text, 5), witness.cosign(text, 1'679'315'147)}};
}

}  // namespace

TEST_CASE("the example of C2SP signed-note verifies", "[note]") {
  const std::vector keys = {
      key_from("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")};
  const Note note = note_from(
      "This is an example message.\n"
      "\n"
      "— example.com/foo "
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
      "\n");
  const auto verified = verify_note(note, keys);
  REQUIRE(verified.ok());
  REQUIRE(verified->size() == 1);
  CHECK_FALSE(verified->front().seconds);
}

TEST_CASE("Go's sumdb/note and this sign alike", "[note]") {
  // Its package's example: PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyN…
  const std::string secret =
      from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value().substr(1);
  Ed25519Seed seed;
  std::copy(secret.begin(), secret.end(), seed.begin());
  const NoteSigner signer("PeterNeumann", KeyType::ed25519, seed);
  CHECK(format_verifier_key(signer.verifier()) ==
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const std::string saying =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n";
  CHECK(format_note({saying, {signer.sign(saying)}}) ==
        saying +
            "\n— PeterNeumann x08go/"
            "ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
            "\n");
}

TEST_CASE("a witness signs the text and its time", "[note]") {
  const NoteSignature line = witness.cosign(text, 1'679'315'147);
  CHECK(line.bytes.size() == 72);
  CHECK(to_hex(line.bytes.substr(0, 8)) == "00000000641850cb");
  // What C2SP tlog-cosignature says is signed, spelled out.
  Ed25519Signature signature;
  std::copy(line.bytes.begin() + 8, line.bytes.end(), signature.begin());
  CHECK(is_ed25519_signature(witness.verifier().key, "cosignature/v1\ntime 1679315147\n" + text,
                             signature));
}

TEST_CASE("known keys are verified, others are passed over", "[note]") {
  const std::vector keys = {witness.verifier(), log_key.verifier()};
  const auto verified = verify_note(cosigned(), keys);
  REQUIRE(verified.ok());
  REQUIRE(verified->size() == 2);
  CHECK(verified->at(0).signature == 0);
  CHECK(verified->at(0).key == 1);
  CHECK(verified->at(1).signature == 2);
  CHECK(verified->at(1).key == 0);
  CHECK(verified->at(1).seconds == 1'679'315'147);
  CHECK_FALSE(verify_note({text, {stranger.cosign(text, 5)}}, keys).ok());
}

TEST_CASE("a wrong signature of a known key spoils the note", "[note]") {
  const std::vector keys = {witness.verifier(), log_key.verifier()};
  Note changed = cosigned();
  changed.text = "example.com/log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  CHECK_THAT(verify_note(changed, keys).error().message, Catch::Contains("`example.com/log`"));
  Note retimed = cosigned();
  retimed.signatures[2].bytes[7] ^= 1;
  CHECK_THAT(verify_note(retimed, keys).error().message, Catch::Contains("`witness.example/w`"));
  // Of a stranger nothing can be said.
  Note strange = cosigned();
  strange.signatures[1].bytes[7] ^= 1;
  CHECK(verify_note(strange, keys).ok());
}

TEST_CASE("a signature is not taken for one of another kind or name", "[note]") {
  // The same secret in both roles: the ids differ, so neither passes for the other.
  const NoteSigner both("example.com/log", KeyType::cosignature, seed_of(1));
  CHECK_FALSE(verify_signature(text, both.cosign(text, 7), log_key.verifier()));
  CHECK_FALSE(verify_signature(text, log_key.sign(text), both.verifier()));
  NoteSignature renamed = log_key.sign(text);
  renamed.name = "example.com/other";
  CHECK_FALSE(verify_signature(text, renamed, log_key.verifier()));
  // Too short, and with a time that no clock shows.
  NoteSignature line = witness.cosign(text, 7);
  line.bytes.resize(7);
  CHECK_FALSE(verify_signature(text, line, witness.verifier()));
  line = witness.cosign(text, 7);
  line.bytes[0] = '\x80';
  CHECK_FALSE(verify_signature(text, line, witness.verifier()));
}
