// The short way to read a request against the strict one: where it reads anything, both read the
// same; and what is usual it does read.
#include "core/records/plain_request.h"

#include <array>
#include <random>

#include <catch2/catch.hpp>

#include "core/records/parse.h"

namespace tact {
namespace {

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class List>
  std::string one_of(const List& list) {
    return std::string(list[below(list.size())]);
  }

 private:
  std::mt19937 random_;
};

constexpr std::array<std::string_view, 16> keys = {
    "type",     "request_id", "customer", "address",    "channel", "purpose",  "brand", "campaign",
    "priority", "labels",     "at",       "expires_at", "state",   "prioriti", "",      "Channel"};

// What fits somewhere, and what fits nowhere.
constexpr std::array<std::string_view, 34> values = {R"("request")",
                                                     R"("outcome")",
                                                     R"("r-1")",
                                                     R"("ayse")",
                                                     R"("+90 532 123 45 67")",
                                                     R"("a@B.co")",
                                                     R"("0090532")",
                                                     R"("sms")",
                                                     R"("marketing/promotion")",
                                                     R"("")",
                                                     R"("şehir")",
                                                     R"("a\nb")",
                                                     R"("a\u007fb")",
                                                     R"("a\u0085b")",
                                                     R"("a\u00a0b")",
                                                     R"("\u00c2x")",
                                                     "0",
                                                     "80",
                                                     "100",
                                                     "101",
                                                     "-1",
                                                     "1.0",
                                                     "1e2",
                                                     "9223372036854775808",
                                                     "null",
                                                     "true",
                                                     "[]",
                                                     "{}",
                                                     R"({"a":"b"})",
                                                     R"({"b":"1","a":"2","":"3"})",
                                                     R"({"z":"1","a":"2"})",
                                                     R"({"a":1})",
                                                     R"("2026-11-24T14:00:00+03:00")",
                                                     R"("2026-13-24T14:00:00Z")"};

// The value that fits the key, as most senders write it.
std::string_view fitting(std::string_view key) {
  if (key == "type") return R"("request")";
  if (key == "address") return R"("+905321234567")";
  if (key == "priority") return "70";
  if (key == "labels") return R"({"subject":"car","promotional":"true"})";
  if (key == "at" || key == "expires_at") return R"("2026-11-24T14:00:00.123Z")";
  return R"("a-value")";
}

std::string long_text(std::size_t bytes) { return '"' + std::string(bytes, 'x') + '"'; }

std::string random_request(Dice& dice) {
  std::string text = R"({"channel":"sms","purpose":"debt")";
  const std::size_t members = dice.below(8);
  for (std::size_t i = 0; i < members; ++i) {
    const std::string key = dice.one_of(keys);
    const std::size_t kind = dice.below(24);
    std::string value(fitting(key));
    if (kind < 4) value = dice.one_of(values);
    if (kind == 4) value = long_text(127 + dice.below(3));
    text += ",\"" + key + "\":" + value;
  }
  if (dice.below(4) > 0) text += R"(,"customer":"c-17")";
  text += '}';
  // A byte more, less or other, now and then.
  if (dice.below(6) == 0) text[dice.below(text.size())] = static_cast<char>(dice.below(256));
  if (dice.below(12) == 0) text.erase(dice.below(text.size()), 1);
  return text;
}

bool names_type(JsonValue value) {
  if (!value.is(JsonKind::object)) return false;
  for (const JsonValue member : value) {
    if (member.key() == "type") return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what the short way reads, the strict way reads alike", "[records]") {
  Dice dice(20261124);
  JsonParser parser;
  std::size_t read = 0;
  std::size_t refused = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string text = random_request(dice);
    const auto value = parser.parse(text);
    if (!value) continue;
    const auto plain = read_plain_request(*value);
    auto strict = parse_record(*value, RecordShape::request);
    INFO(text);
    REQUIRE(plain.has_value() == strict.ok());
    if (!plain) {
      ++refused;
      continue;
    }
    ++read;
    CHECK(*plain == std::get<Request>(strict->body));
    CHECK(plain->at == strict->at);
    if (!names_type(*value)) continue;
    const auto any = parse_record(*value, RecordShape::any);
    REQUIRE(any.ok());
    CHECK(*plain == std::get<Request>(any->body));
  }
  CHECK(read > 5'000);
  CHECK(refused > 5'000);
}

TEST_CASE("labels of more bytes than there may be are left to the strict way", "[records]") {
  JsonParser parser;
  for (const std::size_t count : {121, 122, 123, 124}) {
    std::string text = R"({"customer":"a","channel":"sms","purpose":"debt","labels":{)";
    for (std::size_t i = 0; i < count; ++i) {
      const std::string key = "k" + std::to_string(1'000 + i);
      text += (i > 0 ? ",\"" : "\"") + key + "\":" + long_text(std::size_t{123});
    }
    text += "}}";
    const auto value = parser.parse(text);
    REQUIRE(value.ok());
    CHECK(read_plain_request(*value).has_value() ==
          parse_record(*value, RecordShape::request).ok());
  }
}

TEST_CASE("a request's mistakes are told in the strict way's words", "[records]") {
  JsonParser parser;
  const auto request = parse_request(parser, R"({"customer":"a","channel":"sms","purpos":"x"})");
  REQUIRE_FALSE(request.ok());
  const auto strict = parse_record(parser, R"({"customer":"a","channel":"sms","purpos":"x"})",
                                   RecordShape::request);
  CHECK(request.error() == strict.error());
  CHECK_FALSE(parse_request(parser, "{").ok());
  CHECK_FALSE(parse_request(parser, "[]").ok());
}

}  // namespace tact
