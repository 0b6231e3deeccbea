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

TEST_CASE("an export is complete, page by page, and says whose the addresses are", "[http]") {
  HttpDesk desk;
  REQUIRE(desk.call("PUT", "/v1/customers/ayse", profile).status == 200);
  for (int i = 0; i < 7; ++i) {
    desk.post("/v1/decisions", R"({"customer":"ayse","channel":"sms",)"
                               R"("purpose":"marketing/promotion"})");
    desk.post("/v1/decisions", R"({"customer":"mehmet","channel":"sms",)"
                               R"("purpose":"marketing/promotion"})");
  }
  desk.post("/v1/records", R"({"type":"listing","address":"+905321234567","list":"dnc",)"
                           R"("state":"added"})");
  const Answer first = desk.get("/v1/customers/ayse/export?limit=4");
  CHECK_THAT(first.body, Contains(R"("consent_history":[)"));
  CHECK_THAT(first.body, Contains(R"(":"+905321234567"})"));
  std::string all = first.body;
  std::size_t pages = 1;
  for (std::string next = first.field("x-next-cursor"); !next.empty(); ++pages) {
    const Answer page = desk.get("/v1/customers/ayse/export?limit=4&after=" + next);
    CHECK_THAT(page.body, !Contains(R"("consent_history":)"));
    all += page.body;
    next = page.field("x-next-cursor");
  }
  CHECK(pages == 3);  // The profile, seven decisions, the address's listing.
  const auto count = [&](const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = all.find(what); at != std::string::npos; at = all.find(what, at + 1)) {
      ++found;
    }
    return found;
  };
  CHECK(count(R"("type":"decision"})") == 7);
  CHECK(count(R"("code":"cap-reached")") == 2);  // Why it was refused.
  CHECK(count(R"("type":"customer"})") == 1);
  CHECK(count(R"("type":"listing"})") == 1);
  CHECK(count("mehmet") == 0);
  CHECK(desk.get("/v1/customers/nobody/export").status == 404);
  CHECK(desk.get("/v1/customers/ayse/export?after=x").status == 400);
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
