#include "core/note/secret_key.h"

#include <string>

#include <catch2/catch.hpp>

using namespace tact;

namespace {

// The example of Go's package `sumdb/note`.
const std::string go_key =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

std::string refusal(const std::string& text) {
  const auto key = parse_secret_key(text);
  return key ? "" : key.error().message;
}

}  // namespace

TEST_CASE("a published private key is read, and written as it was", "[note]") {
  const auto key = parse_secret_key(go_key);
  REQUIRE(key.ok());
  CHECK(format_secret_key(*key) == go_key);
  CHECK(format_verifier_key(key->signer().verifier()) ==
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
}

// Base64 has `+` in it, which also separates.
TEST_CASE("any key reads back", "[note]") {
  for (unsigned byte = 0; byte < 256; ++byte) {
    Ed25519Seed seed;
    seed.fill(static_cast<std::uint8_t>(byte));
    const SecretKey key("acme.example/tact", KeyType::ed25519, seed);
    const auto read = parse_secret_key(format_secret_key(key));
    REQUIRE(read.ok());
    CHECK(read->seed == seed);
    const VerifierKey verifier = key.signer().verifier();
    const auto public_part = parse_verifier_key(format_verifier_key(verifier));
    REQUIRE(public_part.ok());
    CHECK(*public_part == verifier);
  }
}

TEST_CASE("a private key that is not whole is refused without being repeated", "[note]") {
  CHECK_THAT(refusal(go_key.substr(1)), Catch::Contains("begin"));
  CHECK_THAT(refusal("PRIVATE+KEY+" + go_key), Catch::Contains("name"));
  for (std::size_t size = 12; size < go_key.size(); ++size) {
    CHECK_FALSE(refusal(go_key.substr(0, size)).empty());
  }
  for (std::size_t at = 0; at < go_key.size(); ++at) {
    std::string changed = go_key;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    const std::string why = refusal(changed);
    CHECK_FALSE(why.empty());
    CHECK(why.find("AYEKFALV") == std::string::npos);
  }
}
