#include "guard/secret_hash.h"

#include <catch2/catch.hpp>

#include "core/names/hex.h"
#include "support/tokens.h"

namespace tact {
namespace {

TEST_CASE("the hash is scrypt, as an independent implementation computes it", "[guard]") {
  // Python: hashlib.scrypt(b"secret", salt=bytes(range(16)), n=1024, r=8, p=2, dklen=32).hex()
  Salt salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<std::uint8_t>(i);
  const SecretHash hash = hash_secret("secret", salt, {10, 8, 2});
  std::string digest;
  append_hex(hash.digest, digest);
  CHECK(digest == "75e1b14cd54e918e34ea8e90f9d679d6a1cad351b7743f0c32207eeba4b3c090");
  CHECK(format_secret_hash(hash) == "scrypt:10:8:2:000102030405060708090a0b0c0d0e0f:" + digest);
}

TEST_CASE("only the secret fits", "[guard]") {
  const SecretHash hash = hash_secret("secret", Salt{}, test::quick);
  CHECK(is_secret_of(hash, "secret"));
  for (const char* wrong : {"secreT", "secre", "secrett", ""}) {
    INFO(wrong);
    CHECK_FALSE(is_secret_of(hash, wrong));
  }
  // The same secret in two tokens looks like two.
  CHECK(hash_secret("secret", Salt{1}, test::quick).digest != hash.digest);
}

TEST_CASE("a hash is read as it was written", "[guard]") {
  const SecretHash hash = hash_secret("secret", Salt{7}, {11, 4, 3});
  CHECK(parse_secret_hash(format_secret_hash(hash)) == hash);
}

TEST_CASE("what is no hash is refused, and one too weak or too dear too", "[guard]") {
  const std::string bytes = ":" + std::string(32, '0') + ":" + std::string(64, '0');
  REQUIRE(parse_secret_hash("scrypt:14:8:1" + bytes).has_value());
  for (const std::string& text :
       {std::string(), "md5:14:8:1" + bytes, "scrypt:14:8" + bytes, "scrypt:14:8:1:1" + bytes,
        "scrypt:014:8:1" + bytes, "scrypt:-1:8:1" + bytes, "scrypt:14:8:1" + bytes + "0",
        "scrypt:14:8:1:" + std::string(32, 'A') + ":" + std::string(64, '0'),
        // Weaker than any that is written; 4 GiB of memory; sixteen times the time.
        "scrypt:9:8:1" + bytes, "scrypt:20:32:1" + bytes, "scrypt:14:8:17" + bytes,
        "scrypt:14:0:1" + bytes, "scrypt:14:8:0" + bytes, "scrypt:64:8:1" + bytes}) {
    INFO(text);
    CHECK_FALSE(parse_secret_hash(text).has_value());
  }
}

}  // namespace
}  // namespace tact
