// The checkpoint and the keys that sign it.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "core/merkle/checkpoint.h"
#include "core/note/signing.h"
#include "support/http_desk.h"
#include "support/log_keys.h"

namespace tact::test {
namespace {

using Catch::Contains;

Checkpoint checkpoint_in(const std::string& bytes, const NoteSigner& key = key_of(1)) {
  const auto note = parse_note(bytes);
  REQUIRE(note.ok());
  REQUIRE(note->signatures.size() == 1);
  const std::vector keys = {key.verifier()};
  REQUIRE(verify_note(*note, keys).ok());
  const auto checkpoint = parse_checkpoint(note->text);
  REQUIRE(checkpoint.ok());
  return *checkpoint;
}

void record_key(HttpDesk& desk, std::uint8_t key, const std::string& previous = "") {
  desk.engine().handle(
      {{RecordKey{format_verifier_key(key_of(key).verifier()), previous}, "tactd"}});
}

TEST_CASE("the checkpoint is the ledger's, and signed", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.get("/v1/log/checkpoint");
  CHECK(answer.status == 200);
  CHECK_THAT(answer.field("content-type"), Contains("text/plain"));
  const Checkpoint checkpoint = checkpoint_in(answer.body);
  CHECK(checkpoint.origin == "localhost/tact");
  CHECK(checkpoint.size <= desk.size());
}

TEST_CASE("who asks for the keys gets the present one and those before it", "[http]") {
  HttpDesk desk;
  record_key(desk, 1);
  const std::string first = format_verifier_key(key_of(1).verifier());
  const std::string second = format_verifier_key(key_of(2).verifier());
  CHECK(desk.get("/v1/log/key").body ==
        R"({"origin":"localhost/tact","key":")" + first + R"(","keys":[{"key":")" + first +
            R"(","entry":"2","at":"2026-11-24T12:00:00.000Z"}]})" + "\n");
  record_key(desk, 2, first);
  desk.signer().change_key(key_of(2));
  const std::string keys = desk.get("/v1/log/key").body;
  CHECK_THAT(keys, Contains(R"("key":")" + second + R"(","keys":[{"key":")" + second +
                            R"(","entry":"3",)") &&
                       Contains(R"({"key":")" + first + R"(","entry":"2",)"));
  checkpoint_in(desk.get("/v1/log/checkpoint").body, key_of(2));
}

TEST_CASE("no checkpoint is given whose signing cannot be remembered", "[http]") {
  HttpDesk desk;
  desk.lose_signer_folder();
  CHECK(desk.get("/v1/log/checkpoint").status == 500);
}

}  // namespace
}  // namespace tact::test
