#include "cli/record_json.h"

#include <catch2/catch.hpp>

#include "core/records/parse.h"

namespace tact::cli {

TEST_CASE("fields become the record that they name", "[record_json]") {
  struct Row {
    const char* type;
    RecordFields fields;
    const char* json;
  };
  const auto row = GENERATE(values<Row>({
      {"request",
       {{"customer", "c"}, {"brand", ""}, {"priority", "80"}, {"label.b", "2"}, {"label.a", "1"}},
       R"({"type":"request","customer":"c","priority":80,"labels":{"b":"2","a":"1"}})"},
      {"request", {{"priority", "high"}}, R"({"type":"request","priority":"high"})"},
      {"customer",
       {{"customer", "c"}, {"segments", "a;;b"}, {"address.sms", "+90"}, {"address.email", ""}},
       R"({"type":"customer","customer":"c","segments":["a","b"],)"
       R"("addresses":[{"channel":"sms","address":"+90"}]})"},
      {"consent",
       {{"address", "a@b.example"}, {"evidence.ip", "::1"}},
       R"({"type":"consent","address":"a@b.example","evidence":{"ip":"::1"}})"},
  }));
  const auto json = record_json(row.type, row.fields);
  REQUIRE(json.ok());
  CHECK(*json == row.json);
}

TEST_CASE("text that is not UTF-8 is refused", "[record_json]") {
  const auto json = record_json("request", {{"customer", "caf\xe9"}});
  REQUIRE_FALSE(json.ok());
  CHECK(json.error().message == "`customer` is not UTF-8; write it in UTF-8");
}

TEST_CASE("a field that is there twice is refused", "[record_json]") {
  CHECK_FALSE(record_json("request", {{"label.a", "1"}, {"label.a", "2"}}).ok());
}

TEST_CASE("every column of a table is a field that records of its type have", "[record_json]") {
  const std::string type =
      GENERATE("request", "contact", "consent", "customer", "listing", "activity", "obligation");
  const auto columns = columns_of(type);
  REQUIRE_FALSE(columns.empty());
  RecordFields fields;
  for (const std::string_view column : columns) {
    std::string name(column);
    if (name.ends_with(".*")) name.back() = 'x';
    fields.emplace_back(name, "1");
  }
  const auto json = record_json(type, fields);
  REQUIRE(json.ok());
  JsonParser parser;
  const auto record = parse_record(parser, *json, RecordShape::any);
  if (record.ok()) return;
  for (const FieldError& error : record.error()) {
    CAPTURE(error.pointer, error.message);
    CHECK(error.message.find("unknown") == std::string::npos);
  }
}

}  // namespace tact::cli
