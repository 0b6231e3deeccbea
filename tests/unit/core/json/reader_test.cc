#include "core/json/reader.h"

#include <limits>
#include <string>

#include <catch2/catch.hpp>

using namespace tact;
using namespace std::string_literals;

namespace {

std::string nested(std::size_t depth, const std::string& core) {
  return std::string(depth, '[') + core + std::string(depth, ']');
}

JsonError error_of(std::string_view text) {
  JsonParser parser;
  const auto result = parser.parse(text);
  INFO(text);
  REQUIRE_FALSE(result.ok());
  return result.error();
}

}  // namespace

TEST_CASE("every kind of value is read as it was written", "[json]") {
  JsonParser parser;
  const auto result = parser.parse(
      " {\"s\":\"a\\u00e9\\ud83d\\ude00\\n\",\"i\":-9223372036854775808,\"t\":true,\"f\":false,"
      "\"n\":null,\"l\":[1,[],{}],\"o\":{\"k\":\"v\"},\"big\":18446744073709551615,\"d\":1.0,"
      "\"e\":1e3,\"\":0,\"last\":9223372036854775807} \n");
  REQUIRE(result.ok());
  REQUIRE(result->is(JsonKind::object));
  REQUIRE(result->size() == 12);
  auto member = result->begin();
  const auto next = [&] { return *++member; };

  CHECK((*member).key() == "s");
  CHECK((*member).string() == "a\u00e9\U0001f600\n");
  CHECK(next().integer() == std::numeric_limits<std::int64_t>::min());
  CHECK(next().boolean());
  CHECK_FALSE(next().boolean());
  CHECK(next().is(JsonKind::null));
  const JsonValue list = next();
  REQUIRE(list.is(JsonKind::array));
  REQUIRE(list.size() == 3);
  auto element = list.begin();
  CHECK((*element).integer() == 1);
  CHECK((*element).key().empty());
  CHECK((*++element).size() == 0);
  CHECK((*++element).is(JsonKind::object));
  CHECK(++element == list.end());
  const JsonValue object = next();
  CHECK(object.key() == "o");
  CHECK((*object.begin()).key() == "k");
  CHECK((*object.begin()).string() == "v");
  CHECK(next().is(JsonKind::large_integer));
  CHECK(next().is(JsonKind::fraction));
  CHECK(next().is(JsonKind::fraction));
  CHECK(next().key().empty());
  CHECK(next().integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(++member == result->end());
}

TEST_CASE("a value need not be an object", "[json]") {
  JsonParser parser;
  CHECK(parser.parse("7")->integer() == 7);
  CHECK(parser.parse("\"a\"")->string() == "a");
  CHECK(parser.parse("\"\\u0000\"")->string() == "\0"s);
  CHECK(parser.parse("[]")->size() == 0);
}

TEST_CASE("a parser reads one document after another, large and small", "[json]") {
  JsonParser parser;
  const std::string large = "[\"" + std::string(100'000, 'x') + "\"]";
  CHECK((*parser.parse(large)->begin()).string().size() == 100'000);
  CHECK_FALSE(parser.parse("[1,").ok());
  CHECK((*parser.parse("[2]")->begin()).integer() == 2);
  std::string many = "[0";
  for (int i = 1; i < 20'000; ++i) many += "," + std::to_string(i);
  const auto result = parser.parse(many + "]");
  std::int64_t expected = 0;
  for (const JsonValue element : *result) REQUIRE(element.integer() == expected++);
  CHECK(expected == 20'000);
}

TEST_CASE("the text may go away once it is parsed", "[json]") {
  JsonParser parser;
  auto text =
      std::make_unique<std::string>(R"({"customer":"c-1 with a name too long to be inline"})");
  const auto result = parser.parse(*text);
  text->assign(text->size(), '?');
  text.reset();
  CHECK((*result->begin()).key() == "customer");
  CHECK((*result->begin()).string() == "c-1 with a name too long to be inline");
}

TEST_CASE("a key that stands twice is refused and named, at any level", "[json]") {
  const std::string message = "stands twice in its object; write it once";
  CHECK(error_of(R"({"at":1,"by":2,"at":1})") == JsonError{"/at", message});
  CHECK(error_of(R"({"a":[0,{"x/y~z":{"k":1,"k":2}}]})") == JsonError{"/a/1/x~1y~0z/k", message});
  CHECK(error_of(R"({"":1,"":1})") == JsonError{"/", message});
  // The same key once an escape is undone.
  CHECK(error_of(R"({"at":1,"\u0061t":1})") == JsonError{"/at", message});
  // More keys than are compared pair by pair.
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\":1,";
  CHECK(error_of(many + "\"k500\":1}") == JsonError{"/k500", message});
  JsonParser parser;
  CHECK(parser.parse(many + "\"k1000\":1}").ok());
  // The same key in different objects, and as a prefix, is none.
  CHECK(parser.parse(R"({"a":{"a":1},"ab":{"a":1}})").ok());
}

TEST_CASE("32 levels are read and 33 are refused", "[json]") {
  JsonParser parser;
  CHECK(parser.parse(nested(32, "1")).ok());
  CHECK(parser.parse(nested(32, "")).ok());
  CHECK(error_of(nested(33, "1")).message == "is nested more than 32 levels deep");
  CHECK(error_of(nested(33, "")).message == "is nested more than 32 levels deep");
  CHECK(error_of(nested(32, "{}")).message == "is nested more than 32 levels deep");
  CHECK(error_of(nested(400'000, "")).message == "is nested more than 32 levels deep");
  CHECK(error_of(std::string(400'000, '[')).message.find("is") == 0);
}

TEST_CASE("broken UTF-8 is refused", "[json]") {
  const std::string bytes = GENERATE("\x80"s, "\xc3"s, "\xc0\xaf"s, "\xed\xa0\x80"s,
                                     "\xf4\x90\x80\x80"s, "\xff"s, "a\xe2\x82"s);
  CHECK(error_of("{\"customer\":\"" + bytes + "\"}").message == "is not valid UTF-8");
  CHECK(error_of("{\"" + bytes + "\":1}").message == "is not valid UTF-8");
}

TEST_CASE("half a surrogate pair is refused", "[json]") {
  const std::string text = GENERATE(R"("\ud800")"s, R"("\udc00")"s, R"("\ud800\ud800")"s,
                                    R"("\ud800x")"s, R"("\udc00\ud800")"s, R"("\ud800\n")"s);
  CHECK(error_of(text).message == "is not JSON: a string has a broken escape");
}

TEST_CASE("what is not exactly one JSON value is refused", "[json]") {
  struct Row {
    std::string text;
    std::string because;
  };
  const auto row = GENERATE(values<Row>({
      {"", "empty"},
      {" \n", "empty"},
      {"1 2", "follows"},
      {"{} {}", "follows"},
      {"{}x", "follows"},
      {"{}\n{}", "follows"},
      {"{}\0"s, "follows"},
      {"[1,]", "comma"},
      {"{\"a\":1,}", "comma"},
      {"{\"a\" 1}", "colon"},
      {"{a:1}", "quote"},
      {"{'a':1}", "quote"},
      {"\xef\xbb\xbf{}", "misplaced"},  // A byte order mark.
      {"// no\n1", "misplaced"},
      {"[1", "bracket"},
      {"\"a", "not closed"},
      {"\"\t\"", "control character"},
      {"\"\\x\"", "escape"},
      {"01", "number"},
      {"+1", "misplaced"},
      {"1.", "number"},
      {".5", "misplaced"},
      {"1e400", "too large"},
      {"18446744073709551616", "too large"},
      {"-9223372036854775809", "too large"},
      {"NaN", "misplaced"},
      {"tru", "bare word"},
      {"True", "misplaced"},
      {"nul", "bare word"},
  }));
  const JsonError error = error_of(row.text);
  INFO(row.text << " -> " << error.message);
  CHECK(error.pointer.empty());
  CHECK(error.message.find(row.because) != std::string::npos);
}

TEST_CASE("pointers escape what RFC 6901 escapes", "[json]") {
  CHECK(pointer_to("", "at") == "/at");
  CHECK(pointer_to("/addresses", std::size_t{0}) == "/addresses/0");
  CHECK(pointer_to("/a", "~/~1") == "/a/~0~1~01");
}
