// No entry is longer than a bundle of entries can say, whatever is told and asked.
#include "engine/entry_length.h"

#include <string>

#include <catch2/catch.hpp>

#include "core/json/reader.h"
#include "core/records/fields.h"
#include "core/records/parse.h"
#include "support/decider_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

// The longest text that a record may hold, as JSON has it: each byte takes two.
const std::string longest = [] {
  std::string text;
  for (std::size_t i = 0; i < text_bytes_max; ++i) text += "\\\"";
  return text;
}();

std::string number(std::size_t i) { return (i < 10 ? "0" : "") + std::to_string(i); }

// Texts that together are as long as they may be, each of them another.
std::size_t texts_max() { return texts_bytes_max / (text_bytes_max + 6); }
std::string other(std::size_t i) { return number(i) + longest.substr(2 * number(i).size()); }

std::shared_ptr<const Policy> policy_of(std::size_t rules, std::size_t text_bytes) {
  Policy policy = open_policy("long");
  policy.vocabulary.labels.clear();  // Any label.
  for (std::size_t i = 0; i < rules; ++i) {
    Rule rule =
        cap_rule("rule-" + std::to_string(i) + std::string(80, 'r'), 0, std::chrono::days(7));
    rule.text = std::string(text_bytes, static_cast<char>('a' + i % 26));
    rule.mode = i % 2 == 1 ? RuleMode::shadow : RuleMode::enforce;
    policy.rules.push_back(std::move(rule));
  }
  return std::make_shared<const Policy>(std::move(policy));
}

Record read(const std::string& text) {
  JsonParser parser;
  auto record = parse_record(parser, text, RecordShape::any);
  if (!record) FAIL(record.error().front().pointer << ' ' << record.error().front().message);
  return *std::move(record);
}

std::size_t last_length(DeciderDesk& desk) {
  return desk.store().entries(Seq{desk.size() - 1}, 1)->front().size();
}

std::string labels_max() {
  std::string labels;
  for (std::size_t i = 0; i < texts_bytes_max / (2 * text_bytes_max + 6); ++i) {
    labels += (i > 0 ? ",\"" : "\"") + other(i) + "\":\"" + longest + '"';
  }
  return "{" + labels + "}";
}

TEST_CASE("the longest records make entries that fit", "[engine]") {
  DeciderDesk desk(policy_of(0, 0));
  std::string segments;
  for (std::size_t i = 0; i < texts_max(); ++i) segments += (i > 0 ? ",\"" : "\"") + other(i) + '"';
  std::string addresses;
  for (std::size_t i = 0; i < addresses_max; ++i) {
    const std::string address = "+9053212345" + number(i);
    // Known before the customer, so that the customer's entry claims it.
    desk.tell(read(R"({"type":"consent","state":"withdrawn","address":")" + address + "\"}").body);
    addresses += (i > 0 ? "," : "") + (R"({"channel":"email","address":")" + address + "\"}");
  }
  desk.tell(read(R"({"type":"customer","customer":"a","segments":[)" + segments +
                 R"(],"addresses":[)" + addresses + R"(],"household":")" + longest + "\"}")
                .body);
  CHECK(last_length(desk) > 32'000);
  CHECK(last_length(desk) <= entry_bytes_max);
  desk.tell(read(R"({"type":"contact","customer":"a","channel":"sms","purpose":"service/order",)"
                 R"("campaign":")" +
                 longest + R"(","request_id":")" + longest + R"(","labels":)" + labels_max() + "}")
                .body);
  CHECK(last_length(desk) > 30'000);
  CHECK(last_length(desk) <= entry_bytes_max);
}

TEST_CASE("an answer of many long reasons leaves texts out, the least important first",
          "[engine]") {
  DeciderDesk desk(policy_of(40, 4'096));
  const Decided first = DeciderDesk::decided(desk.ask(sms_to("a", "r-1")));
  CHECK(last_length(desk) <= entry_bytes_max);
  CHECK(last_length(desk) > entry_bytes_max - 6'000);
  REQUIRE(first.decision.reasons.size() == 20);
  REQUIRE(first.decision.shadow.size() == 20);
  for (const Reason& reason : first.decision.shadow) {
    CHECK(reason.text.empty());
    CHECK_FALSE(reason.rule.empty());
  }
  CHECK(first.decision.reasons.front().text.size() == 4'096);
  CHECK(first.decision.reasons.back().text.empty());
  bool is_over = false;  // From one on, none has its text.
  for (const Reason& reason : first.decision.reasons) {
    if (is_over) CHECK(reason.text.empty());
    is_over = is_over || reason.text.empty();
  }
  // What was answered is what was recorded.
  const Decided again = DeciderDesk::decided(desk.ask(sms_to("a", "r-1")));
  CHECK(again.replayed);
  CHECK(again.decision == first.decision);
}

TEST_CASE("an answer that does not fit even without texts is refused, and leaves no trace",
          "[engine]") {
  DeciderDesk desk(policy_of(1'000, 100));
  desk.tell(read(R"({"type":"activity","customer":"a","event":"purchase"})").body);
  const std::uint64_t size = desk.size();
  const Problem problem = DeciderDesk::problem(desk.ask(sms_to("a")));
  CHECK(problem.status == 409);
  CHECK_THAT(problem.detail, Contains("cannot be recorded"));
  CHECK(desk.size() == size);
}

TEST_CASE("a decision is cut just where it would be too long", "[engine]") {
  for (std::size_t length = 57'000; length < 67'000; length += 97) {
    DecisionEntry entry;
    entry.fields.channel = "sms";
    entry.decision.reasons.resize(2);
    for (Reason& reason : entry.decision.reasons) {
      reason.code = Code::denied;
      reason.text.assign(length / 2, 'x');
    }
    const Fit made = fit(entry);
    std::string line;
    encode_entry({Seq{9'007'199'254'740'991}, *parse_instant("2026-11-24T12:00:00Z"),
                  std::string(64, 'b'), SubjectId{}, entry},
                 line);
    REQUIRE(line.size() <= entry_bytes_max);
    REQUIRE((made == Fit::whole) == !entry.decision.reasons[1].text.empty());
    if (length < 64'500) REQUIRE(made == Fit::whole);
    if (length > 65'100) REQUIRE(made == Fit::shortened);
    REQUIRE_FALSE(entry.decision.reasons[0].text.empty());
  }
}

}  // namespace
}  // namespace tact::test
