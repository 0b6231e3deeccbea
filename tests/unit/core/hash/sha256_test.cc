#include "core/hash/sha256.h"

#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"

using namespace tact;

TEST_CASE("digests are those of FIPS 180-4's examples", "[hash]") {
  Sha256 hasher;
  CHECK(to_hex(hasher.hash(std::string_view())) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(hasher.hash("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(hasher.hash(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("parts are hashed as if they stood in one string", "[hash]") {
  Sha256 hasher;
  const Hash256 whole = hasher.hash("abc");
  CHECK(hasher.hash("a", std::string("b"), std::string_view("c")) == whole);
  CHECK(hasher.hash("", "abc", "") == whole);
  hasher.reset();
  hasher.update("left over");
  hasher.reset();
  hasher.update("ab");
  hasher.update("c");
  CHECK(hasher.finish() == whole);
}

TEST_CASE("HMACs are those of RFC 4231", "[hash]") {
  Sha256 hasher;
  CHECK(to_hex(hmac_sha256(hasher, std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(to_hex(hmac_sha256(hasher, "Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(to_hex(hmac_sha256(hasher, std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  // A key longer than a block of the hash is hashed first.
  CHECK(to_hex(hmac_sha256(hasher, std::string(131, '\xaa'),
                           "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
