#include "core/json/object_reader.h"

#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace tact;

namespace tact {

std::ostream& operator<<(std::ostream& out, const FieldError& error) {
  return out << error.pointer << ": " << error.message;
}

}  // namespace tact

namespace {

using Errors = std::vector<FieldError>;

// What reading this document with these questions reports.
template <class Ask>
Errors errors_of(std::string_view text, Ask ask) {
  JsonParser parser;
  const auto value = parser.parse(text);
  REQUIRE(value.ok());
  Errors errors;
  ObjectReader reader(*value, "", errors);
  ask(reader);
  const bool is_sound = reader.finish();
  CHECK(is_sound == errors.empty());
  return errors;
}

Errors priority_of(const std::string& number) {
  return errors_of("{\"priority\":" + number + "}",
                   [](ObjectReader& reader) { reader.optional_integer("priority", 0, 100); });
}

}  // namespace

TEST_CASE("a well-formed request is read without a mistake", "[json]") {
  const Errors errors =
      errors_of(R"({"channel":"sms","priority":70,"labels":{"kind":"promo","a/b":"c"},"vip":true,)"
                R"("segments":["x","y"],"scope":{"brand":"acme"},"seq":0})",
                [](ObjectReader& reader) {
                  CHECK(reader.required_string("channel") == "sms");
                  CHECK(reader.optional_string("brand") == std::nullopt);
                  CHECK(reader.optional_integer("priority", 0, 100) == 70);
                  CHECK(reader.optional_integer("limit", 0, 100) == std::nullopt);
                  CHECK(reader.required_integer("seq", 0, 9) == 0);
                  CHECK(reader.optional_bool("vip") == true);
                  CHECK(reader.optional_bool("test") == std::nullopt);
                  const auto labels = reader.optional_string_map("labels");
                  REQUIRE(labels);
                  std::string seen;
                  for (const JsonValue label : *labels) {
                    seen.append(label.key()).append("=").append(label.string()).append(" ");
                  }
                  CHECK(seen == "kind=promo a/b=c ");
                  const auto segments = reader.optional_string_list("segments");
                  REQUIRE(segments);
                  CHECK((*segments->begin()).string() == "x");
                  const auto scope = reader.optional_object("scope");
                  REQUIRE(scope);
                  CHECK(scope->size() == 1);
                  CHECK_FALSE(reader.optional_array("addresses"));
                });
  CHECK(errors == Errors{});
}

TEST_CASE("all mistakes of a document are reported at once, each at its field", "[json]") {
  const Errors errors =
      errors_of(R"({"channel":7,"priority":101,"vip":"yes","labels":{"a":1,"b":"x","c/d":null},)"
                R"("segments":["x",2],"addresses":{},"scope":[]})",
                [](ObjectReader& reader) {
                  CHECK(reader.required_string("customer").empty());
                  CHECK(reader.required_string("channel").empty());
                  CHECK_FALSE(reader.optional_integer("priority", 0, 100));
                  CHECK_FALSE(reader.optional_bool("vip"));
                  CHECK_FALSE(reader.optional_string_map("labels"));
                  CHECK_FALSE(reader.optional_string_list("segments"));
                  CHECK_FALSE(reader.optional_array("addresses"));
                  CHECK_FALSE(reader.required_object("scope"));
                  CHECK_FALSE(reader.required_array("lists"));
                  CHECK(reader.required_integer("seq", 5, 9) == 0);
                  reader.fail("at", "must be RFC 3339");
                });
  CHECK(errors == Errors{{"/customer", "is required"},
                         {"/channel", "must be a string"},
                         {"/priority", "must be between 0 and 100"},
                         {"/vip", "must be `true` or `false`"},
                         {"/labels/a", "must be a string"},
                         {"/labels/c~1d", "must be a string"},
                         {"/segments/1", "must be a string"},
                         {"/addresses", "must be a list"},
                         {"/scope", "must be an object"},
                         {"/lists", "is required"},
                         {"/seq", "is required"},
                         {"/at", "must be RFC 3339"}});
}

TEST_CASE("a whole number must be written as one and lie within its bounds", "[json]") {
  CHECK(priority_of("0").empty());
  CHECK(priority_of("100").empty());
  const std::string whole = "must be a whole number";
  CHECK(priority_of("1.0") == Errors{{"/priority", whole}});
  CHECK(priority_of("1e1") == Errors{{"/priority", whole}});
  CHECK(priority_of("\"1\"") == Errors{{"/priority", whole}});
  CHECK(priority_of("true") == Errors{{"/priority", whole}});
  const std::string bounds = "must be between 0 and 100";
  CHECK(priority_of("-1") == Errors{{"/priority", bounds}});
  CHECK(priority_of("101") == Errors{{"/priority", bounds}});
  CHECK(priority_of("9223372036854775808") == Errors{{"/priority", bounds}});
}

TEST_CASE("null does not stand for an absent field", "[json]") {
  CHECK(errors_of(R"({"brand":null,"customer":null})",
                  [](ObjectReader& reader) {
                    reader.optional_string("brand");
                    reader.required_string("customer");
                  }) ==
        Errors{{"/brand", "must be a string, not `null`; leave the field out instead"},
               {"/customer", "must be a string"}});
}

TEST_CASE("a field that nobody asked for is reported with what was probably meant", "[json]") {
  CHECK(errors_of(R"({"expries_at":"x","customer":"c","colour":1,"a/b":1})",
                  [](ObjectReader& reader) {
                    reader.required_string("customer");
                    reader.optional_string("expires_at");
                  }) ==
        Errors{{"/expries_at", "unknown field `expries_at` (did you mean `expires_at`?)"},
               {"/colour", "unknown field `colour`"},
               {"/a~1b", "unknown field `a/b`"}});
}

TEST_CASE("a field that was asked for twice hides no unknown one", "[json]") {
  CHECK(errors_of(R"({"a":"x","zzz":1})", [](ObjectReader& reader) {
          reader.optional_string("a");
          reader.optional_string("a");
        }) == Errors{{"/zzz", "unknown field `zzz`"}});
}

TEST_CASE("a known field is found among very many", "[json]") {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\":\"v\",";
  const Errors errors = errors_of(text + "\"customer\":\"c\"}", [](ObjectReader& reader) {
    CHECK(reader.required_string("customer") == "c");
    CHECK(reader.required_string("k70") == "v");
  });
  // Sixteen are listed, the rest of the 99 counted: the answer stays short.
  REQUIRE(errors.size() == 17);
  CHECK(errors[0].pointer == "/k0");
  CHECK(errors[15].pointer == "/k15");
  CHECK(errors[16] == FieldError{"", "has 83 more unknown fields"});
}

TEST_CASE("what is not an object is reported once, not field by field", "[json]") {
  CHECK(errors_of("[]", [](ObjectReader& reader) {
          CHECK(reader.required_string("customer").empty());
          CHECK_FALSE(reader.optional_integer("priority", 0, 1));
        }) == Errors{{"", "must be an object"}});
}

TEST_CASE("objects inside objects are read under their own pointer", "[json]") {
  const Errors errors = errors_of(
      R"({"addresses":[{"channel":"sms"},{"chanel":"sms"},"x"]})", [](ObjectReader& reader) {
        const auto addresses = reader.optional_array("addresses");
        REQUIRE(addresses);
        const std::string pointer = reader.pointer_to("addresses");
        std::vector<FieldError> found;
        std::size_t index = 0;
        for (const JsonValue address : *addresses) {
          ObjectReader inner(address, pointer_to(pointer, index++), found);
          inner.required_string("channel");
          inner.finish();
        }
        CHECK(found ==
              Errors{{"/addresses/1/channel", "is required"},
                     {"/addresses/1/chanel", "unknown field `chanel` (did you mean `channel`?)"},
                     {"/addresses/2", "must be an object"}});
      });
  CHECK(errors.empty());
}

TEST_CASE("a reader answers for its own part of a shared list of mistakes", "[json]") {
  JsonParser parser;
  const auto value = parser.parse(R"({"a":"x"})");
  Errors errors = {{"/before", "is wrong"}};
  ObjectReader reader(*value, "", errors);
  reader.required_string("a");
  CHECK(reader.finish());
  CHECK(errors.size() == 1);
}
