#include "ledger/tile_records.h"

#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "support/merkle_reference.h"

namespace tact::test {
namespace {

TEST_CASE("a tile's key on disk is the documented one", "[ledger]") {
  const Key key = tile_key({1, 0x0123456789abcdef});
  CHECK(static_cast<int>(key.table) == 7);
  CHECK(to_hex(key.id) == "010123456789abcdef");
  CHECK(tile_key({0, 255}) < tile_key({0, 256}));
  CHECK(is_identity(Table::tile));
}

TEST_CASE("a tile's value on disk is its hashes, one after another", "[ledger]") {
  Sha256 hasher;
  const std::vector<Hash256> hashes = {leaf_hash(hasher, ""), empty_root(hasher)};
  CHECK(to_hex(encode_tile(hashes)) ==
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a value that is no row of 1 to 256 hashes is refused", "[ledger]") {
  Sha256 hasher;
  for (const std::size_t width : {1, 2, 255, 256}) {
    const std::vector<Hash256> hashes = made_up_leaves(hasher, width);
    const std::string bytes = encode_tile(hashes);
    CHECK(decode_tile(bytes) == hashes);
    CHECK_FALSE(decode_tile(bytes + '\0').has_value());
    CHECK_FALSE(decode_tile(std::string_view(bytes).substr(1)).has_value());
  }
  CHECK_FALSE(decode_tile("").has_value());
  CHECK_FALSE(decode_tile(std::string(std::size_t{257} * 32, 'x')).has_value());
}

}  // namespace
}  // namespace tact::test
