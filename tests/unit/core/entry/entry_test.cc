// An entry reads back as it was written, and only that which was written so reads at all.
#include "tact/entry.h"

#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include "core/json/reader.h"
#include "core/json/writer.h"
#include "unit/core/entry/arbitrary.h"

namespace tact {
namespace {

using arbitrary::Source;

std::string encode(const Entry& entry) {
  std::string line;
  encode_entry(entry, line);
  return line;
}

ConsentEntry any_consent(Source& source, Seq seq) {
  ConsentEntry body{source.consent(), source.maybe_text(), source.maybe_text(), source.coin()};
  body.consent.entry = seq;
  return body;
}

CustomerEntry any_customer(Source& source) {
  return {source.profile(),
          source.several(3, [&] { return std::pair(source.text(), source.subject()); }),
          source.several(2, [&] { return source.subject(); })};
}

PolicyEntry any_policy(Source& source) {
  return {source.text(),
          source.text(),
          source.text(),
          source.maybe_text(),
          source.any_of(PolicyOrigin::files, PolicyOrigin::rollback),
          source.maybe_text(),
          source.maybe(source.seq()),
          source.number(500),
          source.number(500),
          source.instant().time_since_epoch(),
          source.coin()};
}

decltype(Entry::body) any_body(Source& source, Seq seq, Instant at) {
  switch (source.up_to(18)) {
    case 0: return OutcomeEntry{source.seq(), source.status()};
    case 1: return any_consent(source, seq);
    case 2:
      return ListingEntry{source.text(), source.any_of(ListingState::added, ListingState::removed),
                          source.coin() ? at : source.instant(),
                          source.coin() ? at : source.instant(), source.maybe_instant()};
    case 3:
      return ListEntry{source.text(), source.coin() ? at : source.instant(),
                       source.coin() ? "" : source.text()};
    case 4: return any_customer(source);
    case 5: return ActivityEntry{source.activity()};
    case 6:
      return ContactEntry{source.fields(),        source.coin() ? at : source.instant(),
                          source.maybe_subject(), source.maybe_text(),
                          source.bytes<16>(),     source.status()};
    case 7: return HoldEntry{source.scope(), source.coin()};
    case 8: return any_policy(source);
    case 11:
      return ProposalEntry{source.text(),
                           source.text(),
                           source.text(),
                           source.maybe_text(),
                           source.any_of(PolicyOrigin::files, PolicyOrigin::rollback),
                           source.maybe_instant(),
                           source.coin(),
                           source.maybe_text(),
                           source.instant().time_since_epoch(),
                           source.coin()};
    case 12:
      return ApprovalEntry{source.seq(),
                           source.any_of(ApprovalState::approved, ApprovalState::withdrawn),
                           source.maybe_text()};
    case 13: return KeyEntry{source.text(), source.maybe_text()};
    case 14:
      return ObligationEntry{source.any_of(ObligationStatus::open, ObligationStatus::closed),
                             source.text(),
                             source.maybe(source.seq()),
                             source.instant(),
                             source.coin() ? at : source.instant(),
                             source.coin(),
                             source.maybe_text(),
                             source.maybe_text(),
                             source.maybe(source.seq()),
                             source.maybe_text()};
    case 15:
      return AccessEntry{source.text(), source.several(3, [&] { return source.text(); }),
                         source.up_to(1'000), source.maybe(source.seq()),
                         source.maybe(source.seq())};
    case 16: return ErasureEntry{source.several(3, [&] { return source.subject(); })};
    case 17: return RetentionEntry{source.instant(), source.seq(), source.up_to(1'000'000)};
    case 9: return StartEntry{source.text(), source.up_to(1'000'000)};
    default:
      return DecisionEntry{source.fields(),        source.coin() ? at : source.instant(),
                           source.maybe_instant(), source.maybe_subject(),
                           source.maybe_text(),    source.bytes<16>(),
                           source.decision(),      source.text()};
  }
}

Entry any_entry(Source& source) {
  Entry entry{source.seq(), source.instant(), source.maybe_text(), source.maybe_subject(), {}};
  entry.body = any_body(source, entry.seq, entry.at);
  return entry;
}

// By the writer that checks the order of keys, which the one of entries does not.
void write_again(JsonValue value, JsonWriter& json) {
  switch (value.kind()) {
    case JsonKind::integer: return json.integer(value.integer());
    case JsonKind::boolean: return json.boolean(value.boolean());
    case JsonKind::string: return json.string(value.string());
    case JsonKind::array:
      json.begin_array();
      for (const JsonValue element : value) write_again(element, json);
      return json.end_array();
    case JsonKind::object:
      json.begin_object();
      for (const JsonValue member : value) {
        json.key(member.key());
        write_again(member, json);
      }
      return json.end_object();
    case JsonKind::null:
    case JsonKind::large_integer:
    case JsonKind::fraction: break;
  }
  FAIL("not what an entry has");
}

}  // namespace

TEST_CASE("an entry reads back and is written as the same bytes", "[entry]") {
  std::array<int, std::variant_size_v<decltype(Entry::body)>> seen{};
  for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
    Source source(seed);
    const Entry entry = any_entry(source);
    const std::string line = encode(entry);
    const auto read = parse_entry(line);
    INFO("seed " << seed << ": " << line);
    if (!read) FAIL(read.error().message);
    REQUIRE(encode(*read) == line);
    REQUIRE(entry_type(*read) == entry_type(entry));
    REQUIRE(read->seq == entry.seq);
    REQUIRE(read->at == entry.at);
    REQUIRE(read->by == entry.by);
    REQUIRE(read->subject == entry.subject);
    ++seen[entry.body.index()];
  }
  CHECK(std::count(seen.begin(), seen.end(), 0) == 0);
}

TEST_CASE("every field of an entry reads back", "[entry]") {
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    Source source(seed);
    Entry entry{source.seq(), source.instant(), "t", {}, {}};
    INFO("seed " << seed);

    const DecisionEntry decision{
        source.fields(),     entry.at,           source.maybe_instant(), source.maybe_subject(),
        source.maybe_text(), source.bytes<16>(), source.decision(),      source.text()};
    entry.body = decision;
    const Entry read = parse_entry(encode(entry)).value();
    const auto& other = std::get<DecisionEntry>(read.body);
    REQUIRE(other.fields == decision.fields);
    REQUIRE(other.planned_at == decision.planned_at);
    REQUIRE(other.expires_at == decision.expires_at);
    REQUIRE(other.address == decision.address);
    REQUIRE(other.request_id == decision.request_id);
    REQUIRE(other.digest == decision.digest);
    REQUIRE(other.decision == decision.decision);
    REQUIRE(other.policy == decision.policy);

    const ConsentEntry consent = any_consent(source, entry.seq);
    entry.body = consent;
    const Entry read_consent = parse_entry(encode(entry)).value();
    REQUIRE(std::get<ConsentEntry>(read_consent.body).consent == consent.consent);
    REQUIRE(std::get<ConsentEntry>(read_consent.body).claims_address == consent.claims_address);

    const CustomerEntry customer = any_customer(source);
    entry.body = customer;
    const Entry read_customer = parse_entry(encode(entry)).value();
    REQUIRE(std::get<CustomerEntry>(read_customer.body).profile == customer.profile);
    REQUIRE(std::get<CustomerEntry>(read_customer.body).addresses == customer.addresses);
    REQUIRE(std::get<CustomerEntry>(read_customer.body).claimed == customer.claimed);
  }
}

// A change of one byte either makes another entry, in its own exact form, or no entry at all.
TEST_CASE("what reads as an entry is what would be written", "[entry]") {
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Source source(seed);
    std::string line = encode(any_entry(source));
    const std::size_t at = source.up_to(line.size() - 1);
    switch (source.up_to(2)) {
      case 0: line[at] = static_cast<char>(source.up_to(127)); break;
      case 1: line.erase(at, 1); break;
      default: line.insert(at, 1, static_cast<char>(source.up_to(127))); break;
    }
    const auto read = parse_entry(line);
    if (!read) {
      ++refused;
      continue;
    }
    INFO("seed " << seed << ": " << line);
    REQUIRE(encode(*read) == line);
  }
  CHECK(refused > 5'000);
}

TEST_CASE("an entry is canonical JSON for everyone else too", "[entry]") {
  JsonParser parser;
  for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
    Source source(seed);
    const std::string line = encode(any_entry(source));
    INFO("seed " << seed << ": " << line);
    const auto value = parser.parse(line);
    REQUIRE(value.ok());
    std::string again;
    JsonWriter json(again, KeyOrder::sorted);
    write_again(*value, json);
    REQUIRE(again == line);
    REQUIRE(line.find('\n') == std::string::npos);
  }
}

TEST_CASE("what is usual is left out, and is not read where it is written", "[entry]") {
  struct Row {
    std::string what;
    std::string line;
    bool reads;
  };
  const std::string head = R"({"at":"2026-11-24T12:00:00.000Z","by":"t",)";
  const auto row = GENERATE_COPY(values<Row>({
      {"as it is written", R"("list":"dnc","seq":1,"type":"list"})", true},
      {"the time of the entry again",
       R"("list":"dnc","loaded_at":"2026-11-24T12:00:00.000Z","seq":1,"type":"list"})", false},
      {"another time",
       R"("list":"dnc","loaded_at":"2026-11-23T12:00:00.000Z","seq":1,"type":"list"})", true},
      {"another offset",
       R"("list":"dnc","loaded_at":"2026-11-23T12:00:00+00:00","seq":1,"type":"list"})", false},
      {"keys in another order", R"("seq":1,"list":"dnc","type":"list"})", false},
      {"white space", R"("list":"dnc", "seq":1,"type":"list"})", false},
      {"an unknown key", R"("list":"dnc","note":"x","seq":1,"type":"list"})", false},
      {"an empty text", R"("list":"","seq":1,"type":"list"})", false},
      {"a fraction", R"("list":"dnc","seq":1.0,"type":"list"})", false},
      {"zeros in front", R"("list":"dnc","seq":01,"type":"list"})", false},
      {"minus zero", R"("list":"dnc","seq":-0,"type":"list"})", false},
      {"a negative position", R"("list":"dnc","seq":-1,"type":"list"})", false},
      {"a position beyond 2^53", R"("list":"dnc","seq":9007199254740993,"type":"list"})", false},
      {"an escape that nothing asks for", R"("list":"\u0064nc","seq":1,"type":"list"})", false},
      {"an escaped slash", R"("list":"d\/c","seq":1,"type":"list"})", false},
      {"a capital in an escape", R"("list":"\u001F","seq":1,"type":"list"})", false},
      {"the long form of an escape", R"("list":"\u000a","seq":1,"type":"list"})", false},
      {"its short form", R"("list":"\n","seq":1,"type":"list"})", true},
      {"no type", R"("list":"dnc","seq":1})", false},
      {"an unknown type", R"("list":"dnc","seq":1,"type":"lists"})", false},
      {"another type's key", R"("list":"dnc","seq":1,"type":"hold"})", false},
      {"a newline after it", "\"list\":\"dnc\",\"seq\":1,\"type\":\"list\"}\n", false},
      {"bytes that are not UTF-8", "\"list\":\"\xff\",\"seq\":1,\"type\":\"list\"}", false},
  }));
  INFO(row.what);
  CHECK(parse_entry(head + row.line).ok() == row.reads);
}

TEST_CASE("labels stand in the order of RFC 8785, whatever their keys", "[entry]") {
  // U+E000 comes before U+1F642 in UTF-8, and after it in UTF-16, by which JSON keys are sorted.
  Entry entry{{1}, {}, "t", {}, ActivityEntry{}};
  std::get<ActivityEntry>(entry.body).activity.labels = {{"\xEE\x80\x80", "a"}, {"🙂", "b"}};
  const std::string line = encode(entry);
  CHECK(line.find("🙂") < line.find("\xEE\x80\x80"));
  const auto read = parse_entry(line);
  REQUIRE(read.ok());
  CHECK(std::get<ActivityEntry>(read->body).activity.labels ==
        std::get<ActivityEntry>(entry.body).activity.labels);
}

TEST_CASE("a label called type does not hide the entry's type", "[entry]") {
  Entry entry{{1}, {}, "t", {}, ContactEntry{}};
  std::get<ContactEntry>(entry.body).fields.labels = {{"a", "b"}, {"type", "hold"}};
  const auto read = parse_entry(encode(entry));
  REQUIRE(read.ok());
  CHECK(entry_type(*read) == "contact");
}

}  // namespace tact
