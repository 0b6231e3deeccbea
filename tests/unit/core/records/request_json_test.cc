// Two requests that mean the same have the same text and digest; two that differ have not.
#include "core/records/request_json.h"

#include <set>

#include <catch2/catch.hpp>

#include "core/names/hex.h"
#include "core/records/parse.h"

namespace tact {
namespace {

Request request(const std::string& text) {
  JsonParser parser;
  return std::get<Request>(parse_record(parser, text, RecordShape::request).value().body);
}

std::string written(const Request& request) {
  std::string text;
  write_request(request, text);
  return text;
}

}  // namespace

TEST_CASE("a request is written in one form, and reads back equal", "[records]") {
  const Request full = request(R"({
    "request_id": "r-1", "customer": "ayse", "address": "+90 532 123 45 67", "channel": "sms",
    "purpose": "debt", "brand": "acme", "campaign": "spring", "priority": 80,
    "labels": {"b": "2", "a": "1"}, "at": "2026-11-24T14:00:00+03:00",
    "expires_at": "2026-11-25T00:00:00Z"})");
  CHECK(written(full) ==
        R"({"address":"+905321234567","at":"2026-11-24T11:00:00.000Z","brand":"acme",)"
        R"("campaign":"spring","channel":"sms","customer":"ayse",)"
        R"("expires_at":"2026-11-25T00:00:00.000Z","labels":{"a":"1","b":"2"},"priority":80,)"
        R"("purpose":"debt","request_id":"r-1"})");
  CHECK(request(written(full)) == full);
}

TEST_CASE("what was not given is not written", "[records]") {
  const Request least = request(R"({"customer":"a","channel":"sms","purpose":"debt"})");
  CHECK(written(least) == R"({"channel":"sms","customer":"a","purpose":"debt"})");
  CHECK(request(written(least)) == least);
}

TEST_CASE("the same body has the same digest, however it is written", "[records]") {
  Sha256 hasher;
  const auto digest = [&hasher](const std::string& text) {
    return request_digest(hasher, request(text));
  };
  CHECK(digest(R"({"customer":"a","channel":"sms","purpose":"debt","address":"+90 532 1234567",
                   "at":"2026-11-24T14:00:00+03:00","labels":{"x":"1","y":"2"}})") ==
        digest(R"({"type":"request","labels":{"y":"2","x":"1"},"at":"2026-11-24T11:00:00.000Z",
                   "address":"+905321234567","priority":50,"purpose":"debt","channel":"sms",
                   "customer":"a"})"));
}

TEST_CASE("another body has another digest", "[records]") {
  const std::string base = R"("channel":"sms","purpose":"debt")";
  Sha256 hasher;
  std::set<RequestDigest> digests;
  for (const std::string& more :
       {std::string(R"("customer":"a")"), std::string(R"("customer":"b")"),
        std::string(R"("address":"a@b.co")"), std::string(R"("customer":"a","priority":51)"),
        std::string(R"("customer":"a","brand":"x")"),
        std::string(R"("customer":"a","campaign":"x")"),
        std::string(R"("customer":"a","labels":{"x":"1"})"),
        std::string(R"("customer":"a","request_id":"x")"),
        std::string(R"("customer":"a","at":"2026-11-24T14:00:00Z")"),
        std::string(R"("customer":"a","expires_at":"2026-11-24T14:00:00Z")")}) {
    digests.insert(request_digest(hasher, request("{" + base + "," + more + "}")));
  }
  CHECK(digests.size() == 10);
}

// The digest is kept in ledgers: this is the SHA-256 of the text in the test above, cut in half.
TEST_CASE("a digest is what a SHA-256 program says of the text", "[records]") {
  Sha256 hasher;
  std::string digits;
  append_hex(
      request_digest(hasher, request(R"({"customer":"a","channel":"sms","purpose":"debt"})")),
      digits);
  CHECK(digits == "45ed9a8c820b28209a7c96eb7896f0fc");
}

}  // namespace tact
