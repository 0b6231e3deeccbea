#include "ledger/witnesses.h"

#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"
#include "store/mem_store.h"
#include "support/log_keys.h"

namespace tact {
namespace {

using Catch::Contains;
using test::key_of;

const NoteSigner one = key_of(8, "witness.example/one", KeyType::cosignature);
const NoteSigner two = key_of(9, "witness.example/two", KeyType::cosignature);

std::string fault(const std::string& text) {
  const auto keys = parse_witnesses(text);
  return keys ? "" : keys.error().message;
}

// Kept as the engine keeps it.
void keep(MemStore& store, std::uint64_t size, const NoteSigner& witness) {
  const std::string text = format_checkpoint({"localhost/tact", size, Hash256{}});
  const Note note{text, {key_of(1).sign(text), witness.cosign(text, 7)}};
  const std::uint32_t id = key_id(witness.verifier());
  Group group;
  group.identities = {{cosigned_key(size, id), format_note(note)},
                      {largest_cosigned_key(id), encode_cosigned_size(size)}};
  const Status committed = store.commit(std::move(group));
  REQUIRE(committed.ok());
}

TEST_CASE("witnesses are read one a line, remarks passed over", "[ledger]") {
  const std::string text = "# ours\n" + format_verifier_key(one.verifier()) + "\n\n" +
                           format_verifier_key(two.verifier());
  const auto keys = parse_witnesses(text);
  REQUIRE(keys.ok());
  CHECK(*keys == std::vector{one.verifier(), two.verifier()});
  CHECK(parse_witnesses("")->empty());
  CHECK_THAT(fault(text + '\n' + format_verifier_key(one.verifier())), Contains("line 5 is there"));
  CHECK_THAT(fault("# ours\nnobody\n"), Contains("line 2"));
  CHECK_THAT(fault(format_verifier_key(key_of(1).verifier())), Contains("type 4"));
}

TEST_CASE("the bytes are those that the header says", "[ledger]") {
  CHECK(to_hex(cosigned_key(258, 0x01020304).id) == "000000000000010201020304");
  CHECK(to_hex(largest_cosigned_key(0x01020304).id) == "01020304");
  CHECK(to_hex(encode_cosigned_size(258)) == "0000000000000102");
  CHECK(decode_cosigned_size(encode_cosigned_size(258)) == 258);
  CHECK_FALSE(decode_cosigned_size("short"));
}

TEST_CASE("the newest checkpoint comes with all who signed it", "[ledger]") {
  MemStore store;
  const std::vector keys = {one.verifier(), two.verifier()};
  CHECK_FALSE(newest_cosigned(store, keys)->has_value());
  keep(store, 3, one);
  keep(store, 3, two);
  const Note both = *parse_note(**newest_cosigned(store, keys));
  CHECK(both.signatures.size() == 3);  // The log's own once.
  keep(store, 5, two);
  const Note newest = *parse_note(**newest_cosigned(store, keys));
  CHECK(parse_checkpoint(newest.text)->size == 5);
  CHECK(newest.signatures.size() == 2);
  CHECK(parse_note(**cosigned_at(store, 3, keys))->signatures.size() == 3);
  // Who is no witness any more is not heard.
  const std::vector only_one = {one.verifier()};
  CHECK(parse_checkpoint(parse_note(**newest_cosigned(store, only_one))->text)->size == 3);
}

}  // namespace
}  // namespace tact
