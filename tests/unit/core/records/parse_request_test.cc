// What a request may say, and what is answered to what it may not.
#include <catch2/catch.hpp>

#include "core/records/parse.h"
#include "unit/core/records/reading.h"

namespace tact {

using reading::body;
using reading::instant;
using reading::mistakes;
using reading::read;

TEST_CASE("a request is read whole, and its values in their one form", "[records]") {
  const Record record = read(R"({
    "type": "request", "request_id": "r-1", "customer": "ayse", "address": "+90 532 123 45 67",
    "channel": "sms", "purpose": "marketing/promotion", "brand": "acme", "campaign": "spring",
    "priority": 80, "labels": {"subject": "car", "promotional": "true"},
    "at": "2026-11-24T14:00:00+03:00", "expires_at": "2026-11-25T00:00:00Z"})");
  const auto& request = std::get<Request>(record.body);
  CHECK(request.request_id == "r-1");
  CHECK(request.person == Person{"ayse", "+905321234567"});
  CHECK(request.fields == ContactFields{"sms",
                                        "marketing/promotion",
                                        "acme",
                                        "spring",
                                        80,
                                        {{"promotional", "true"}, {"subject", "car"}}});
  CHECK(request.at == instant("2026-11-24T11:00:00Z"));
  CHECK(record.at == request.at);
  CHECK(request.expires_at == instant("2026-11-25T00:00:00Z"));
}

TEST_CASE("a request asked at its own address needs no type", "[records]") {
  const std::string fields = R"("customer":"a","channel":"sms","purpose":"debt")";
  const auto request = body<Request>("{" + fields + "}", RecordShape::request);
  CHECK(request.fields.priority == 50);
  CHECK_FALSE(request.at);
  CHECK(body<Request>(R"({"type":"request",)" + fields + "}", RecordShape::request) == request);
  CHECK(mistakes(R"({"type":"consent",)" + fields + "}", RecordShape::request) ==
        "/type must be `request`");
  CHECK(mistakes("{" + fields + "}") == "/type is required");
}

TEST_CASE("a request says whom, through which channel and what for", "[records]") {
  CHECK(mistakes(R"({"type":"request"})") ==
        "/customer is required; name the customer, an address or both\n"
        "/channel is required\n"
        "/purpose is required");
  CHECK(body<Request>(R"({"type":"request","address":"A@B.CO","channel":"email","purpose":"debt"})")
            .person == Person{"", "a@b.co"});
}

TEST_CASE("a field that a request may not have is refused", "[records]") {
  struct Row {
    std::string field;
    std::string answer;
  };
  const auto row = GENERATE(values<Row>({
      {R"("expire_at":"2026-11-24T14:00:00Z")",
       "/expire_at unknown field `expire_at` (did you mean `expires_at`?)"},
      {R"("priority":101)", "/priority must be between 0 and 100"},
      {R"("priority":-1)", "/priority must be between 0 and 100"},
      {R"("priority":"50")", "/priority must be a whole number"},
      {R"("at":"2026-11-24 14:00")", "/at must be a time like 2026-11-24T14:00:00+03:00"},
      {R"("at":1795521600)", "/at must be a string"},
      {R"("expires_at":"2026-11-24T14:00:00")",
       "/expires_at must be a time like 2026-11-24T14:00:00+03:00"},
      {R"("request_id":"")", "/request_id must not be empty"},
      {R"("brand":null)", "/brand must be a string, not `null`; leave the field out instead"},
      {R"("brand":"a\nb")", "/brand must not have control characters"},
      {R"("brand":"a\u0085b")", "/brand must not have control characters"},
      {R"("brand":"a\u007fb")", "/brand must not have control characters"},
      {R"("labels":{"a/b":1})", "/labels/a~1b must be a string"},
      {R"("labels":{"a":""})", "/labels/a must not be empty"},
      {R"("labels":["a"])", "/labels must be an object"},
      {R"("address":"5321234567")",
       "/address must be a telephone number with its country's code, like +905321234567, or an "
       "e-mail address, like ayse@example.com"},
      {R"("status":"sent")", "/status unknown field `status`"},
  }));
  CHECK(mistakes(R"({"customer":"a","channel":"sms","purpose":"debt",)" + row.field + "}",
                 RecordShape::request) == row.answer);
}

TEST_CASE("texts have 1 to 128 bytes", "[records]") {
  const auto with_customer = [](const std::string& customer) {
    return R"({"customer":")" + customer + R"(","channel":"sms","purpose":"debt"})";
  };
  const auto ok = [&](const std::string& customer) {
    return mistakes(with_customer(customer), RecordShape::request).empty();
  };
  CHECK(ok("a"));
  CHECK(ok(std::string(128, 'a')));
  CHECK(ok("Ayşe Öz"));
  CHECK(ok("\xC2\xA0"));  // The first character after the C1 controls.
  CHECK(mistakes(with_customer(""), RecordShape::request) == "/customer must not be empty");
  CHECK(mistakes(with_customer(std::string(129, 'a')), RecordShape::request) ==
        "/customer must be at most 128 bytes long");
  // 65 characters, but 130 bytes.
  std::string wide;
  for (int i = 0; i < 65; ++i) wide += "ö";
  CHECK_FALSE(ok(wide));
}

TEST_CASE("all that is wrong is said at once", "[records]") {
  CHECK(mistakes(R"({"channel":"","priority":500,"labels":{"a":1},"campain":"x"})",
                 RecordShape::request) ==
        "/customer is required; name the customer, an address or both\n"
        "/channel must not be empty\n"
        "/purpose is required\n"
        "/priority must be between 0 and 100\n"
        "/labels/a must be a string\n"
        "/campain unknown field `campain` (did you mean `campaign`?)");
}

}  // namespace tact
