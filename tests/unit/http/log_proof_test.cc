// Receipts, and witnesses' signatures under the checkpoint.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/receipt.h"
#include "support/http_desk.h"
#include "support/log_keys.h"

namespace tact::test {
namespace {

using Catch::Contains;

const NoteSigner first_witness = key_of(8, "witness.example/one", KeyType::cosignature);
const NoteSigner second_witness = key_of(9, "witness.example/two", KeyType::cosignature);
const std::string as_text = "Content-Type: text/plain\r\n";

class ProofDesk : public HttpDesk {
 public:
  ProofDesk() { witnesses().replace({first_witness.verifier(), second_witness.verifier()}); }

  // Its id.
  std::string decide() {
    const std::string body =
        post("/v1/decisions",
             R"({"customer":"c-1","channel":"sms","purpose":"marketing/promotion"})")
            .body;
    const std::size_t at = body.find(R"("decision":")") + 12;
    return body.substr(at, body.find('"', at) - at);
  }
  // All that is stored, signed.
  Note checkpoint() { return *parse_note(*signer().checkpoint(size())); }
  Answer cosign(Note note, const NoteSigner& witness, std::uint64_t seconds = 1'790'000'000) {
    note.signatures.push_back(witness.cosign(note.text, seconds));
    return call("POST", "/v1/log/cosignatures", format_note(note), as_text);
  }
  // A checkpoint of the log's key that says something else.
  static Note signed_note(std::uint64_t size, const Hash256& root,
                          const NoteSigner& key = key_of(1)) {
    const std::string text = format_checkpoint({key.verifier().name, size, root});
    return {text, {key.sign(text)}};
  }

  std::vector<VerifierKey> keys{key_of(1).verifier(), first_witness.verifier(),
                                second_witness.verifier()};
};

TEST_CASE("a receipt of a decision that was just made holds by itself", "[http]") {
  ProofDesk desk;
  for (int i = 0; i < 5; ++i) {
    const std::string id = desk.decide();
    const Answer answer = desk.get("/v1/decisions/" + id + "/proof");
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    CHECK(answer.field("content-disposition") ==
          "attachment; filename=\"decision-" + id + ".tlog-proof\"");
    const auto receipt = parse_receipt(answer.body);
    REQUIRE(receipt.ok());
    const auto received = check_receipt(*receipt, desk.keys);
    if (!received) FAIL(received.error().message);
    CHECK(std::to_string(received->entry.seq.value) == id);
    CHECK(std::holds_alternative<DecisionEntry>(received->entry.body));
  }
}

TEST_CASE("there is a receipt of decisions only", "[http]") {
  ProofDesk desk;
  for (const char* id : {"0", "1", "99", "x", "01", "18446744073709551616"}) {
    const Answer answer = desk.get("/v1/decisions/" + std::string(id) + "/proof");
    CHECK(answer.status == 404);
    CHECK_THAT(answer.body, Contains(std::string("there is no decision `") + id + '`'));
  }
}

TEST_CASE("what witnesses signed is kept, and given with the newest they saw", "[http]") {
  ProofDesk desk;
  CHECK(desk.get("/v1/log/checkpoint?witnessed=true").status == 404);
  const std::string id = desk.decide();
  CHECK(desk.get("/v1/decisions/" + id + "/proof?witnessed=true").status == 404);

  const Note seen = desk.checkpoint();
  const Answer kept = desk.cosign(seen, first_witness);
  INFO(kept.body);
  REQUIRE(kept.status == 200);
  CHECK(kept.body == R"({"size":)" + std::to_string(desk.size()) +
                         R"(,"witnesses":["witness.example/one"]})" + "\n");
  REQUIRE(desk.cosign(seen, second_witness).status == 200);

  const Note witnessed = *parse_note(desk.get("/v1/log/checkpoint?witnessed=true").body);
  CHECK(witnessed.text == seen.text);
  CHECK(verify_note(witnessed, desk.keys)->size() == 3);
  const auto receipt =
      parse_receipt(desk.get("/v1/decisions/" + id + "/proof?witnessed=true").body);
  REQUIRE(receipt.ok());
  CHECK(check_receipt(*receipt, desk.keys)->signatures.size() == 3);

  // One that comes late does not make it older.
  const std::string later = desk.decide();
  REQUIRE(desk.cosign(desk.checkpoint(), second_witness).status == 200);
  REQUIRE(desk.cosign(seen, second_witness, 1'790'000'060).status == 200);
  const std::string newest = desk.get("/v1/log/checkpoint?witnessed=true").body;
  CHECK(parse_checkpoint(parse_note(newest)->text)->size == desk.size());
  CHECK(desk.get("/v1/decisions/" + later + "/proof?witnessed=true").status == 200);
}

TEST_CASE("what no witness of ours signed is not kept", "[http]") {
  ProofDesk desk;
  const Note seen = desk.checkpoint();
  const auto post = [&](const Note& note) {
    return desk.call("POST", "/v1/log/cosignatures", format_note(note), as_text);
  };
  CHECK(post(seen).status == 422);
  CHECK(desk.cosign(seen, key_of(7, "stranger.example", KeyType::cosignature)).status == 422);
  Note forged = seen;
  forged.signatures.push_back(first_witness.cosign("something else\n", 7));
  CHECK_THAT(post(forged).body, Contains("`witness.example/one` is wrong"));
  CHECK(desk.call("POST", "/v1/log/cosignatures", "no note", as_text).status == 400);
  CHECK(desk.call("POST", "/v1/log/cosignatures", "{}").status == 415);
  desk.witnesses().replace({});
  CHECK_THAT(desk.cosign(seen, first_witness).body, Contains("--witnesses"));
  CHECK(desk.get("/v1/log/checkpoint?witnessed=true").status == 404);
  CHECK(desk.complaints().empty());
}

TEST_CASE("another ledger under this log's name is proof against it, and is said so", "[http]") {
  ProofDesk desk;
  const Note other = ProofDesk::signed_note(1, Hash256{});
  const Answer answer = desk.cosign(other, first_witness);
  CHECK(answer.status == 409);
  CHECK_THAT(answer.body, Contains("two ledgers of one name"));
  const Answer ahead = desk.cosign(ProofDesk::signed_note(1'000, Hash256{}), first_witness);
  CHECK(ahead.status == 409);
  CHECK_THAT(ahead.body, Contains("entries are missing"));
  CHECK(desk.complaints().size() == 2);
  // Without the log's own signature it is only somebody's word.
  const NoteSigner stranger = key_of(3);
  CHECK(desk.cosign(ProofDesk::signed_note(1, Hash256{}, stranger), first_witness).status == 422);
  CHECK(desk.cosign(ProofDesk::signed_note(1, Hash256{}, key_of(1, "example.com/other")),
                    first_witness)
            .status == 404);
  CHECK(desk.complaints().size() == 2);
}

TEST_CASE("a checkpoint of a key that was replaced is still the log's", "[http]") {
  ProofDesk desk;
  const std::string first = format_verifier_key(key_of(1).verifier());
  const std::string second = format_verifier_key(key_of(2).verifier());
  desk.engine().handle({{RecordKey{first, ""}, "tactd"}});
  const Note seen = desk.checkpoint();
  desk.engine().handle({{RecordKey{second, first}, "tactd"}});
  desk.signer().change_key(key_of(2));
  CHECK(desk.cosign(seen, first_witness).status == 200);
}

}  // namespace
}  // namespace tact::test
