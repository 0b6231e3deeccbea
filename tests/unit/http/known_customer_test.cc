// Every revision of a consent is shown with its evidence, over a real socket.
#include <catch2/catch.hpp>

#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

constexpr const char* profile = R"({"addresses":[{"channel":"sms","address":"+905321234567"},)"
                                R"({"channel":"call","address":"+905321234567"}]})";

TEST_CASE("a customer's consents are shown with their evidence, every revision", "[http]") {
  HttpDesk desk;  // entries 0 and 1 are the start and the activation
  REQUIRE(desk.call("PUT", "/v1/customers/ayse", profile).status == 200);
  const auto tell = [&](const std::string& fields) {
    REQUIRE(desk.post("/v1/records", R"({"type":"consent",)" + fields + "}").status == 200);
  };
  tell(R"("customer":"ayse","state":"granted","source":"web","evidence":)"
       R"({"wording_version":"1","double_opt_in":[{"step":"sent","at":"2026-11-01T08:00:00Z"}]})");
  tell(R"("address":"+905321234567","state":"withdrawn","evidence":{"sms":"STOP"})");
  tell(R"("customer":"ayse","state":"granted","source":"web","evidence":{"wording_version":"2"})");
  const std::string shown = desk.get("/v1/customers/ayse").body;
  const std::string history = shown.substr(shown.find(R"("consent_history":)"));
  // The newest first; the address's own once, though the profile names it twice.
  CHECK_THAT(history, Contains(R"("consent_history":[{"seq":"5","recorded_at":)"));
  CHECK_THAT(history, Contains(R"("evidence":{"wording_version":"2"},"evidence_hash":")"));
  const std::size_t third = history.find(R"("wording_version":"2")");
  const std::size_t second = history.find(R"("evidence":{"sms":"STOP"})");
  const std::size_t first = history.find(R"("evidence":{"double_opt_in":[{)");
  REQUIRE(first != std::string::npos);
  CHECK(third < second);
  CHECK(second < first);
  CHECK(history.find(R"("sms":"STOP")", second + 20) == std::string::npos);
  CHECK_THAT(history, Contains(R"("by":"anonymous","state":"withdrawn")"));
}

TEST_CASE("evidence that is not what it says is refused with its field", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.post("/v1/records", R"({"type":"consent","customer":"a",)"
                                                 R"("state":"granted","evidence":)"
                                                 R"({"network_address":"localhost"}})");
  CHECK(answer.status == 400);
  CHECK_THAT(answer.body, Contains(R"("pointer":"/evidence/network_address")"));
  CHECK(desk.size() == 2);
}

}  // namespace
}  // namespace tact::test
