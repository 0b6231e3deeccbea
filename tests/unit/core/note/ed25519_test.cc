#include "core/note/ed25519.h"

#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "core/names/hex.h"

using namespace tact;

namespace {

template <class Bytes>
Bytes bytes_from(const std::string& hex) {
  Bytes bytes;
  REQUIRE(parse_hex(hex, bytes));
  return bytes;
}

template <class Bytes>
std::string hex_of(const Bytes& bytes) {
  return to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

struct Vector {
  std::string seed;
  std::string key;
  std::string message;  // hexadecimal, as all
  std::string signature;
};

// RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc).
const Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
     "b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
     "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
     "c6594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe"
     "ebbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431"
     "e0303dca179c138ac17ad9bef1177331a704"},
};

}  // namespace

TEST_CASE("keys and signatures are those of RFC 8032", "[note]") {
  for (const Vector& vector : vectors) {
    const Ed25519Key key(bytes_from<Ed25519Seed>(vector.seed));
    const std::string message = from_hex(vector.message).value();
    CHECK(hex_of(key.public_key()) == vector.key);
    CHECK(hex_of(key.sign(message)) == vector.signature);
    CHECK(is_ed25519_signature(key.public_key(), message, key.sign(message)));
  }
}

TEST_CASE("no other message, key or signature passes", "[note]") {
  const Ed25519Key key(bytes_from<Ed25519Seed>(vectors[1].seed));
  const Ed25519Signature signature = key.sign("r");
  CHECK_FALSE(is_ed25519_signature(key.public_key(), "s", signature));
  CHECK_FALSE(is_ed25519_signature(key.public_key(), "", signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    Ed25519Signature other = signature;
    other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CHECK_FALSE(is_ed25519_signature(key.public_key(), "r", other));
  }
  for (std::size_t bit = 0; bit < key.public_key().size() * 8; ++bit) {
    Ed25519PublicKey other = key.public_key();
    other[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    CHECK_FALSE(is_ed25519_signature(other, "r", signature));
  }
}

TEST_CASE("a signature with a multiple of the group's order added to it is refused", "[note]") {
  const Ed25519Key key(bytes_from<Ed25519Seed>(vectors[1].seed));
  Ed25519Signature signature = key.sign("r");
  // L = 2^252 + 27742317777372353535851937790883648493, little-endian, added to the second half.
  const auto order = bytes_from<std::array<std::uint8_t, 32>>(
      "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += signature[32 + i] + order[i];
    signature[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  CHECK_FALSE(is_ed25519_signature(key.public_key(), "r", signature));
}

TEST_CASE("a wiped seed is all zeros", "[note]") {
  auto seed = bytes_from<Ed25519Seed>(vectors[0].seed);
  wipe(seed);
  CHECK(seed == Ed25519Seed{});
}
