// What a customer's profile may say, and what is answered to what it may not.
#include <catch2/catch.hpp>

#include "core/records/parse.h"
#include "unit/core/records/reading.h"

namespace tact {

using reading::body;
using reading::mistakes;

TEST_CASE("a customer's profile is read whole", "[records]") {
  const auto record = body<CustomerRecord>(R"({
    "type": "customer", "customer": "ayse", "timezone": "Europe/Istanbul", "country": "TR",
    "region": "TR-34", "language": "tr", "kind": "individual", "stage": "vip",
    "segments": ["b", "a", "b"], "birth_date": "1985-03-20", "household": "h1",
    "addresses": [{"channel": "email", "address": "Ayse@Example.com"},
                  {"channel": "sms", "address": "+90 532 123 45 67"}]})");
  CHECK(record.customer == "ayse");
  CHECK(record.timezone == "Europe/Istanbul");
  CHECK(record.country == "TR");
  CHECK(record.region == "TR-34");
  CHECK(record.language == "tr");
  CHECK(record.kind == CustomerKind::individual);
  CHECK(record.stage == "vip");
  CHECK(record.segments == std::vector<std::string>{"a", "b"});
  CHECK(record.birth_date == parse_date("1985-03-20"));
  CHECK(record.household == "h1");
  CHECK(record.addresses ==
        std::vector<ChannelAddress>{{"email", "ayse@example.com"}, {"sms", "+905321234567"}});
}

TEST_CASE("what a profile may not say", "[records]") {
  struct Row {
    std::string field;
    std::string answer;
  };
  const auto row = GENERATE(values<Row>({
      {R"("country":"tr")", "/country must be two capital letters, like TR"},
      {R"("country":"TUR")", "/country must be two capital letters, like TR"},
      {R"("region":"FL")", "/region must be an ISO 3166-2 code, like US-FL"},
      {R"("region":"US-fl")", "/region must be an ISO 3166-2 code, like US-FL"},
      {R"("region":"US-FLOR")", "/region must be an ISO 3166-2 code, like US-FL"},
      {R"("language":"t")", "/language must be a language tag, like tr or es-419"},
      {R"("language":"tr_TR")", "/language must be a language tag, like tr or es-419"},
      {R"("language":"tr-")", "/language must be a language tag, like tr or es-419"},
      {R"("kind":"person")", "/kind must be `individual` or `merchant`"},
      {R"("birth_date":"1899-12-31")", "/birth_date must not be before 1900"},
      {R"("birth_date":"20.3.1985")", "/birth_date must be a date like 1985-03-20"},
      {R"("birth_date":"2025-02-29")", "/birth_date must be a date like 1985-03-20"},
      {R"("segments":["a",""])", "/segments/1 must not be empty"},
      {R"("segments":"a")", "/segments must be a list"},
      {R"("addresses":[{"channel":"sms"}])", "/addresses/0/address is required"},
      {R"("addresses":[{"channel":"sms","address":"+90"}])",
       "/addresses/0/address must have 8 to 15 digits after its +, country's code included"},
      {R"("addresses":[{"channel":"sms","address":"+905321234567","x":1}])",
       "/addresses/0/x unknown field `x`"},
      {R"("addresses":["+905321234567"])", "/addresses/0 must be an object"},
  }));
  CHECK(mistakes(R"({"type":"customer","customer":"a",)" + row.field + "}") == row.answer);
}

TEST_CASE("what a profile may say at its edges", "[records]") {
  const auto field =
      GENERATE(as<std::string>(), R"("birth_date":"1900-01-01")", R"("language":"zh-Hant-TW")",
               R"("language":"es-419")", R"("region":"GB-ENG")", R"("region":"TR-34")",
               R"("segments":[])", R"("addresses":[])");
  CHECK(mistakes(R"({"type":"customer","customer":"a",)" + field + "}").empty());
}

TEST_CASE("a customer may be named by the call's address instead", "[records]") {
  CHECK(body<CustomerRecord>(R"({"stage":"vip"})", RecordShape::customer).customer.empty());
  CHECK(mistakes(R"({"type":"customer","stage":"vip"})") == "/customer is required");
}

}  // namespace tact
