#include "core/note/verifier_key.h"

#include <string>

#include <catch2/catch.hpp>

using namespace tact;

namespace {

// The example of C2SP signed-note, and the key of Go's package `sumdb/note`.
const std::string spec_key =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const std::string go_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

std::string refusal(const std::string& text) {
  const auto key = parse_verifier_key(text);
  return key ? "" : key.error().message;
}

}  // namespace

TEST_CASE("published keys are read, and written as they were", "[note]") {
  for (const std::string& text : {spec_key, go_key}) {
    const auto key = parse_verifier_key(text);
    REQUIRE(key.ok());
    CHECK(key->type == KeyType::ed25519);
    CHECK(format_verifier_key(*key) == text);
  }
  CHECK(key_id(*parse_verifier_key(spec_key)) == 0x530d903a);
  CHECK(parse_verifier_key(go_key)->name == "PeterNeumann");
}

TEST_CASE("one key has another id as a witness's", "[note]") {
  VerifierKey key = *parse_verifier_key(spec_key);
  key.type = KeyType::cosignature;
  CHECK(key_id(key) != 0x530d903a);
  const auto again = parse_verifier_key(format_verifier_key(key));
  REQUIRE(again.ok());
  CHECK(*again == key);
}

TEST_CASE("a key that is not whole is refused, and why is said", "[note]") {
  CHECK_THAT(refusal(""), Catch::Contains("not a key"));
  CHECK_THAT(refusal("example.com/foo+530d903a"), Catch::Contains("not a key"));
  CHECK_THAT(refusal('+' + spec_key), Catch::Contains("name"));
  CHECK_THAT(refusal("exam ple" + spec_key), Catch::Contains("name"));
  CHECK_THAT(refusal('x' + spec_key), Catch::Contains("changed"));
  CHECK_THAT(refusal("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
             Catch::Contains("changed"));
  CHECK_THAT(refusal(spec_key.substr(0, spec_key.size() - 4)), Catch::Contains("another kind"));
  CHECK_THAT(refusal(spec_key.substr(0, spec_key.size() - 1)), Catch::Contains("base64"));
  CHECK_THAT(refusal(spec_key + '\n'), Catch::Contains("base64"));
  CHECK_THAT(refusal("a+00000000+BgAA"), Catch::Contains("another kind"));
}

TEST_CASE("a key's name has no space of any language and no plus", "[note]") {
  for (const char* name : {"example.com/tact", "a", "ölçü.example"}) CHECK(is_valid_key_name(name));
  for (const char* name : {"", "a b", "a+b", "a\tb", "a\nb", "a\u00a0b", "a\u2003b", "a\u3000b",
                           "a\u0085b", "a\x7f", "\xff", "a\u2028"}) {
    CHECK_FALSE(is_valid_key_name(name));
  }
}
