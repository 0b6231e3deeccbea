#include "rehearsal/rehearsal.h"

#include <catch2/catch.hpp>

#include "unit/rehearsal/small_policy.h"

namespace tact {
namespace {

const char* const two_a_day =
    "  - id: two-a-day\n    text: Two a day.\n    cap: { at_most: 2, within: 24h }\n";

std::string request(int number, const std::string& at, const std::string& customer = "c-1") {
  return R"({"type":"request","request_id":"r-)" + std::to_string(number) + R"(","customer":")" +
         customer + R"(","channel":"sms","purpose":"marketing/promotion","at":")" + at + R"("})";
}

// The line's outcome, the status of what refused it, or "" where nothing was printed.
std::string word_for(Rehearsal& rehearsal, const std::string& line) {
  static std::uint64_t number = 0;
  std::string out;
  rehearsal.handle_line(++number, line, false, out);
  if (out.empty()) return out;
  CHECK(out.back() == '\n');
  JsonParser parser;
  const auto answer = parser.parse(out);
  REQUIRE(answer.ok());
  for (const JsonValue member : *answer) {
    if (member.key() == "outcome") return std::string(member.string());
    if (member.key() != "error") continue;
    for (const JsonValue part : member) {
      if (part.key() == "status") return std::to_string(part.integer());
    }
  }
  return "neither";
}

}  // namespace

TEST_CASE("the records' own times are the clock", "[rehearsal]") {
  Rehearsal rehearsal(policy_from(two_a_day));
  CHECK(word_for(rehearsal, request(1, "2026-11-24T10:00:00Z")) == "allow");
  CHECK(word_for(rehearsal, request(2, "2026-11-24T11:00:00Z")) == "allow");
  CHECK(word_for(rehearsal, request(3, "2026-11-24T12:00:00Z")) == "defer");
  CHECK(word_for(rehearsal, request(4, "2026-11-25T10:00:00Z")) == "allow");
  // It never runs backwards.
  CHECK(word_for(rehearsal, request(5, "2026-11-24T10:00:00Z", "c-2")) == "400");
  CHECK(rehearsal.counts().decisions == std::array<std::uint64_t, 3>{3, 1, 0});
  CHECK(rehearsal.counts().refused == 1);
}

TEST_CASE("a line must say its time", "[rehearsal]") {
  Rehearsal rehearsal(policy_from(two_a_day));
  CHECK(word_for(rehearsal, R"({"type":"customer","customer":"c"})") == "400");
  CHECK(word_for(rehearsal, R"({"type":"list","list":"dnc"})") == "400");
  CHECK(word_for(rehearsal, R"({"type":"list","list":"dnc","loaded_at":"2026-11-24T10:00:00Z"})") ==
        "");
  CHECK(word_for(rehearsal, R"({"type":"customer","customer":"c","at":"2026-11-24T10:00:00Z"})") ==
        "");
  CHECK(rehearsal.counts().records == 2);
}

TEST_CASE("a first answer is found again many groups later", "[rehearsal]") {
  Rehearsal rehearsal(policy_from(two_a_day));
  const std::string first = request(0, "2026-11-24T10:00:00Z");
  CHECK(word_for(rehearsal, first) == "allow");
  for (int i = 1; i <= 3'500; ++i) {
    REQUIRE(word_for(rehearsal, request(i, "2026-11-24T10:00:01Z", "c-" + std::to_string(i + 1))) ==
            "allow");
  }
  CHECK(word_for(rehearsal, first) == "allow");
  CHECK(rehearsal.counts().replayed == 1);
  // And an outcome finds its decision.
  CHECK(word_for(rehearsal, R"({"type":"outcome","request_id":"r-0","status":"cancelled",)"
                            R"("at":"2026-11-24T10:00:02Z"})") == "");
  CHECK(word_for(rehearsal, R"({"type":"outcome","request_id":"r-none","status":"sent",)"
                            R"("at":"2026-11-24T10:00:02Z"})") == "404");
}

TEST_CASE("the seed makes the bytes, whatever the pieces", "[rehearsal]") {
  std::array<std::uint8_t, 32> a{};
  std::array<std::uint8_t, 32> b{};
  SeededRandomness(1).fill(a);
  SeededRandomness(1).fill(b);
  CHECK(a == b);
  SeededRandomness(2).fill(b);
  CHECK(a != b);
}

}  // namespace tact
