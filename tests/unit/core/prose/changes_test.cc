// What is said to be different between two policies, and which one is stricter.
#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"
#include "unit/core/prose/telling.h"

namespace tact {
namespace {

struct Row {
  std::string_view before;  // of a rule `r`, on one line
  std::string_view after;
  std::string_view said;
};

std::string rule(std::string_view lines) { return "- { id: r, " + std::string(lines) + " }"; }

void check(const Row& row) {
  INFO(row.before << "\n→ " << row.after);
  CHECK(changes_of_rules(rule(row.before), rule(row.after)) == row.said);
}

const Policy& policy_of(std::string text) {
  static std::vector<std::shared_ptr<const Policy>> kept;
  const Compiled compiled = compile_text(std::move(text));
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy != nullptr);
  return *kept.emplace_back(compiled.policy);
}

// A policy that is `around` with the words without which there is none.
const Policy& with_head(std::string_view around) {
  return policy_of("tact: 1\npolicy: p\n" + std::string(around) + "rules: []\n");
}

constexpr std::string_view words = "vocabulary: { channels: [sms], purposes: [a/b] }\n";

}  // namespace

TEST_CASE("another way of writing the same is no difference") {
  check(GENERATE(values<Row>({
      {"cap: { at_most: 1, within: 7d }", "cap: { at_most: 1, within: 168h }", ""},
      {"cap: { at_most: 1, within: 2w }", "cap: { within: 14d, at_most: 1, basis: contact }", ""},
      {"cap: { at_most: 1, within: calendar day }", "cap: { at_most: 1, within: 1 calendar day }",
       ""},
      {"gap: { at_least: 60m }", "gap: { at_least: 1h, per: customer }", ""},
      {"when: { channel: [sms, call] }, deny: true", "when: { channel: [call, sms] }, deny: true",
       ""},
      {"when: { channel: sms, brand: acme }, deny: true",
       "when: { brand: acme, channel: [sms, sms] }, deny: true", ""},
      {"when: { purpose: marketing }, deny: true",
       "when: { purpose: [marketing, marketing/newsletter] }, deny: true", ""},
      {"when: { channel: sms }, cap: { at_most: 1, within: 1h }",
       "when: { channel: sms }, cap: { at_most: 1, within: 1h, count: { channel: sms } }", ""},
      {"mode: enforce, on_fail: defer, gap: { at_least: 1h }", "gap: { at_least: 1h }", ""},
      {"consent: {}", "consent: { model: opt-in, level: implied, registered: false }", ""},
      {"consent: { max_age: 12 months }", "consent: { max_age: 1 year }", ""},
      {"absent_from: { lists: [a, b] }", "absent_from: { lists: [b, a] }", ""},
      {"hours: { open: [daily 09:00-21:00] }",
       "hours: { open: [mon-fri 09:00-21:00, sat-sun 13:00-21:00, sat-sun 09:00-13:00] }", ""},
      {"hours: { open: [fri 22:00-02:00] }",
       "hours: { open: [fri 22:00-24:00, sat 00:00-02:00], clock: customer }", ""},
      {"cooldown: { after: { event: [purchase, refusal] }, for: 24h }",
       "cooldown: { after: { event: [refusal, purchase] }, for: 1d }", ""},
      {"cooldown: { after: { event: refusal }, for: 3 calendar days }",
       "cooldown: { after: { event: refusal }, for: 3 calendar days, first_day: next }", ""},
  })));
}

TEST_CASE("what a rule asks for: each change in words, and whether it is stricter") {
  check(GENERATE(values<Row>({
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 2, within: 7d }",
       "r: at most 3 → at most 2 in any 7 days: stricter\n"},
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 4, within: 14d }",
       "r: at most 3 → at most 4: softer\n"
       "r: window: in any 7 days → in any 14 days: stricter\n"},
      {"cap: { at_most: 3, within: calendar month }", "cap: { at_most: 3, within: calendar week }",
       "r: window: per calendar month → per calendar week (Monday to Sunday): unclear\n"},
      {"cap: { at_most: 3, within: calendar day }", "cap: { at_most: 3, within: calendar month }",
       "r: window: per calendar day → per calendar month: stricter\n"},
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: calendar day }",
       "r: window: in any 24 hours → per calendar day: unclear\n"},
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 3, within: 7d, per: household }",
       "r: per: customer → household: stricter\n"},
      {"cap: { at_most: 3, within: 7d, per: address }", "cap: { at_most: 3, within: 7d }",
       "r: per: address → customer: unclear\n"},
      {"cap: { at_most: 3, within: 7d, basis: delivered }", "cap: { at_most: 3, within: 7d }",
       "r: basis: delivered → contact: stricter\n"},
      {"cap: { at_most: 3, within: 7d, same: [brand] }", "cap: { at_most: 3, within: 7d }",
       "r: counts only those of the same: brand → none: stricter\n"},
      {"cap: { at_most: 3, within: 7d, count: { channel: sms } }",
       "cap: { at_most: 3, within: 7d, count: { channel: [sms, call] } }",
       "r: counts now also where the channel is call: stricter\n"},
      {"volume: { at_most: 3, within: 1h }", "volume: { at_most: 5, within: 1h }",
       "r: at most 3 → at most 5 in any 1 hour: softer\n"},
      {"gap: { at_least: 4h }", "gap: { at_least: 2h }",
       "r: at least: 4 hours → 2 hours: softer\n"},
      {"consent: {}", "consent: { level: express, registered: true, evidence: true }",
       "r: lowest level: implied → express: stricter\n"
       "r: confirmed by the registry: no → yes: stricter\n"
       "r: with evidence: no → yes: stricter\n"},
      {"consent: { max_age: 24 months }", "consent: { max_age: 12 months }",
       "r: a consent is good for: 24 months → 12 months: stricter\n"},
      {"consent: { max_age: 12 months }", "consent: { max_age: 360d }",
       "r: a consent is good for: 12 months → 360 days: unclear\n"},
      {"consent: { max_age: 12 months }", "consent: {}",
       "r: a consent is good for: 12 months → none: softer\n"},
      {"consent: {}", "consent: { model: opt-out, purpose: marketing, channel: call }",
       "r: model: opt-in → opt-out: softer\n"
       "r: purpose: none → marketing: unclear\n"
       "r: channel: none → call: unclear\n"},
      {"absent_from: { lists: [a] }", "absent_from: { lists: [a, b], fresh_within: 31d }",
       "r: lists: now also b: stricter\n"
       "r: lists loaded within: none → 31 days: stricter\n"},
      {"absent_from: { lists: [a, b], grace: 28d }",
       "absent_from: { lists: [b, c], lifted_by_later_consent: true }",
       "r: lists: now also c; lists: no longer a: unclear\n"
       "r: an entry counts after: 28 days → none: stricter\n"
       "r: lifted by a later consent: no → yes: softer\n"},
      // A stale list refuses, but who is listed until some day is only put off.
      {"absent_from: { lists: [a], fresh_within: 31d }",
       "absent_from: { lists: [a, b], fresh_within: 30d }",
       "r: lists: now also b: unclear\n"
       "r: lists loaded within: 31 days → 30 days: stricter\n"},
      {"hours: { open: [mon-fri 09:00-19:00] }", "hours: { open: [mon-fri 09:00-18:00] }",
       "r: open hours: Monday to Friday 09:00–19:00 → Monday to Friday 09:00–18:00: stricter\n"},
      {"hours: { open: [mon-fri 09:00-19:00] }", "hours: { open: [mon-fri 10:00-20:00] }",
       "r: open hours: Monday to Friday 09:00–19:00 → Monday to Friday 10:00–20:00: unclear\n"},
      {"hours: { open: [daily 09:00-19:00] }",
       "hours: { open: [daily 09:00-19:00], closed_on: [tr-public], clock: Europe/Berlin }",
       "r: closed on the calendars: now also tr-public: stricter\n"
       "r: clock: the customer's → Europe/Berlin: unclear\n"},
      {"cooldown: { after: { event: refusal }, for: 30d }",
       "cooldown: { after: { event: [refusal, complaint], channel: call }, for: 20d }",
       "r: activities: now also complaint: stricter\n"
       "r: channel: none → call: softer\n"
       "r: how long: 30 days → 20 days: softer\n"},
      {"cooldown: { after: { event: refusal, brand: acme, label.subject: x }, for: 1 month }",
       "cooldown: { after: { event: refusal, same: [brand] }, for: 30 calendar days }",
       "r: brand: acme → none: stricter\n"
       "r: labels: no longer with the label subject = x: stricter\n"
       "r: counts only those of the same: none → brand: softer\n"
       "r: how long: 1 month → 30 calendar days: unclear\n"},
      {"cooldown: { after: { event: refusal }, for: 3 calendar days }",
       "cooldown: { after: { event: refusal }, for: 3 calendar days, first_day: event }",
       "r: first day: the day after the activity → the day of the activity: softer\n"},
      {"gap: { at_least: 4h }", "deny: true",
       "r: check: at least 4 hours between two messages to one customer; every message counts → "
       "not allowed: stricter\n"},
      {"deny: true", "consent: {}", "r: check: not allowed → a valid consent is needed: softer\n"},
      {"consent: {}", "hours: { open: [daily 09:00-19:00] }",
       "r: check: a valid consent is needed → open every day 09:00–19:00, by the customer's clock: "
       "unclear\n"},
  })));
}

TEST_CASE("what a rule applies to") {
  check(GENERATE(values<Row>({
      {"when: { channel: sms }, deny: true", "when: { channel: [sms, push] }, deny: true",
       "r: applies now also where the channel is push: stricter\n"},
      {"when: { channel: [sms, push] }, deny: true", "when: { channel: [sms, call] }, deny: true",
       "r: applies now also where the channel is call; applies no longer where the channel is "
       "push: "
       "unclear\n"},
      {"when: { purpose: marketing/promotion }, deny: true",
       "when: { purpose: marketing }, deny: true",
       "r: applies now also where the purpose is marketing: stricter\n"},
      {"deny: true", "when: { country: TR }, deny: true",
       "r: applies now only where the customer's country is Türkiye: softer\n"},
      {"when: { country: TR, stage: vip }, deny: true", "when: { country: TR }, deny: true",
       "r: applies no longer only where the customer's stage is vip: stricter\n"},
      {"when: { age: \"< 18\" }, deny: true", "when: { age: \"< 16\" }, deny: true",
       "r: applies no longer only where the customer is younger than 18; applies now only where "
       "the "
       "customer is younger than 16: unclear\n"},
      {"deny: true", "unless: { stage: vip }, deny: true",
       "r: exempt now also where the customer's stage is vip: softer\n"},
      {"unless: { stage: vip }, deny: true", "deny: true",
       "r: exempt no longer where the customer's stage is vip: stricter\n"},
      {"unless: { stage: vip }, deny: true", "unless: { stage: [vip, new] }, deny: true",
       "r: exempt now also where the customer's stage is new: softer\n"},
      // What is counted follows.
      {"when: { channel: sms }, gap: { at_least: 1h }",
       "when: { channel: [sms, call] }, gap: { at_least: 1h }",
       "r: counts now also where the channel is call: stricter\n"
       "r: applies now also where the channel is call: stricter\n"},
  })));
}

TEST_CASE("how and when a rule holds") {
  check(GENERATE(values<Row>({
      {"mode: shadow, deny: true", "deny: true", "r: mode: shadow → enforce: stricter\n"},
      {"deny: true", "mode: shadow, deny: true", "r: mode: enforce → shadow: softer\n"},
      {"gap: { at_least: 1h }", "on_fail: deny, gap: { at_least: 1h }",
       "r: on fail: defer → deny: stricter\n"},
      {"deny: true", "effective: { from: 2026-08-11 }, deny: true",
       "r: in force from: none → 2026-08-11: softer\n"},
      {"effective: { from: 2026-08-11 }, deny: true", "effective: { from: 2026-08-01 }, deny: true",
       "r: in force from: 2026-08-11 → 2026-08-01: stricter\n"},
      {"effective: { until: 2026-08-11 }, deny: true",
       "effective: { until: \"2026-08-11 13:00\" }, deny: true",
       "r: in force until before: 2026-08-11 → 2026-08-11 13:00: stricter\n"},
      {"effective: { until: 2026-08-11 }, deny: true", "deny: true",
       "r: in force until before: 2026-08-11 → none: stricter\n"},
      {"text: One., deny: true", "text: Another., law: Art. 6, deny: true",
       "r: text: “One.” → “Another.”: none\n"
       "r: law: none → “Art. 6”: none\n"},
      // What is only watched decides nothing, before and after.
      {"mode: shadow, cap: { at_most: 1, within: 1h }",
       "mode: shadow, cap: { at_most: 2, within: 1h }",
       "r: at most 1 → at most 2 in any 1 hour: none\n"},
      {"mode: shadow, cap: { at_most: 1, within: 1h }", "cap: { at_most: 2, within: 1h }",
       "r: mode: shadow → enforce: stricter\n"
       "r: at most 1 → at most 2 in any 1 hour: none\n"},
  })));
}

TEST_CASE("rules that come and go") {
  CHECK(changes_of_rules("- { id: a, deny: true }\n- { id: b, deny: true }",
                         "- { id: b, deny: true }\n- { id: a, deny: true }") == "");
  CHECK(changes_of_rules("[]", "- { id: a, deny: true }") == "a added: stricter\n");
  CHECK(changes_of_rules("- { id: a, deny: true }", "[]") == "a removed: softer\n");
  CHECK(changes_of_rules("[]", "- { id: a, mode: shadow, deny: true }") == "a added: none\n");
  CHECK(changes_of_rules("- { id: a, deny: true }", "- { id: b, deny: true }") ==
        "b added: stricter\na removed: softer\n");
}

TEST_CASE("the file that a rule stands in is no difference") {
  const std::string head = "tact: 1\npolicy: p\nvocabulary: { channels: [sms], purposes: [a/b] }\n";
  const std::string rules = "rules:\n  - { id: a, deny: true }\n";
  MemoryFiles one({{"policy.yaml", head + rules}});
  MemoryFiles two({{"policy.yaml", "# Split.\n" + head + "include: [a.yaml]\n"},
                   {"a.yaml", "tact: 1\n\n\n" + rules}});
  const auto before = compile_policy("policy.yaml", one, some_zones(), std::nullopt).policy;
  const auto after = compile_policy("policy.yaml", two, some_zones(), std::nullopt).policy;
  REQUIRE(before != nullptr);
  REQUIRE(after != nullptr);
  CHECK(before->hash != after->hash);
  CHECK(changes_between(*before, *after).empty());
}

TEST_CASE("what changes around the rules") {
  struct AroundRow {
    std::string_view before;
    std::string_view after;
    std::string_view said;
  };
  const AroundRow row = GENERATE(values<AroundRow>({
      {"title: One\n", "title: Two\n", "title: “One” → “Two”: none\n"},
      {"", "defaults: { timezone: Europe/Berlin, country: DE, kind: merchant }\n",
       "default time zone: none → Europe/Berlin: unclear\n"
       "default country: none → Germany: unclear\n"
       "default kind: none → a merchant: unclear\n"},
      {"", "vocabulary: { channels: [sms, call], purposes: [c], activities: [x] }\n",
       "channels: now also call: softer\n"
       "purposes: now also c; purposes: no longer a/b: unclear\n"
       "activities: now also x: none\n"},
      {"", "vocabulary: { channels: [sms], purposes: [a/b], brands: [x] }\n",
       "brands: now also x: stricter\n"},
      {"regions: { US-FL: [America/New_York, America/Chicago] }\n",
       "regions: { US-FL: [America/Chicago, America/New_York] }\n", ""},
      {"regions: { US-FL: [America/New_York, America/Chicago] }\n",
       "regions: { US-FL: [America/Chicago] }\n",
       "time zones of the region US-FL: America/Chicago and America/New_York → America/Chicago: "
       "unclear\n"},
      {"regions: { US-FL: { numbers: [\"+1305\", \"+1786\"] } }\n",
       "regions: { US-FL: { numbers: [\"+1786\", \"+1305\"] } }\n", ""},
      {"regions: { US-FL: { numbers: [\"+1305\", \"+1786\"] } }\n",
       "regions: { US-FL: { numbers: [\"+1305\"] }, US-GA: { numbers: [\"+1404\"] } }\n",
       "telephone numbers of the region US-FL: no longer +1786: unclear\n"
       "telephone numbers of the region US-GA: now also +1404: unclear\n"},
      {"", "calendars: { c: { covers: [2026], days: [2026-01-01] } }\n", "new calendar c: none\n"},
      {"calendars: { c: { covers: [2026], days: [2026-01-01] } }\n", "",
       "calendar c removed: none\n"},
      {"calendars: { c: { covers: [2026], days: [2026-01-01..2026-01-03] } }\n",
       "calendars: { c: { covers: [2026], days: [2026-01-03, 2026-01-02, 2026-01-01] } }\n", ""},
  }));
  INFO(row.before << "→ " << row.after);
  const auto whole = [](std::string_view around) -> const Policy& {
    const bool has_words = around.find("vocabulary") != std::string_view::npos;
    return with_head(std::string(around) + (has_words ? "" : std::string(words)));
  };
  CHECK(in_lines(changes_between(whole(row.before), whole(row.after))) == row.said);
}

TEST_CASE("a calendar matters where a rule that binds is closed on it") {
  const auto policy = [](std::string_view calendar, std::string_view mode) -> const Policy& {
    return policy_of("tact: 1\npolicy: p\n" + std::string(words) +
                     "calendars: { c: " + std::string(calendar) +
                     " }\nrules:\n  - id: r\n    mode: " + std::string(mode) +
                     "\n    hours: { open: [daily 09:00-18:00], closed_on: [c] }\n");
  };
  struct CalendarRow {
    std::string_view before;
    std::string_view after;
    std::string_view said;
  };
  const std::vector<CalendarRow> rows = {
      {"{ covers: [2026], days: [2026-01-01] }",
       "{ covers: [2026], days: [2026-01-01..2026-01-02] }",
       "days of the calendar c: now also 2026-01-02: stricter\n"},
      {"{ covers: [2026], days: [2026-01-01] }", "{ covers: [2026], days: [] }",
       "days of the calendar c: no longer 2026-01-01: softer\n"},
      {"{ covers: [2026], days: [\"2026-10-28 13:00\"] }", "{ covers: [2026], days: [2026-10-28] }",
       "days of the calendar c: now also 2026-10-28; days of the calendar c: no longer 2026-10-28 "
       "from 13:00: stricter\n"},
      // The next year with its days: until now everything failed in it.
      {"{ covers: [2026], days: [2026-01-01] }",
       "{ covers: [2026, 2027], days: [2026-01-01, 2027-01-01] }",
       "years of the calendar c: now also 2027: softer\n"
       "days of the calendar c: now also 2027-01-01: none\n"},
      {"{ covers: [2026, 2027], days: [2026-01-01] }", "{ covers: [2026], days: [2026-01-01] }",
       "years of the calendar c: no longer 2027: stricter\n"},
  };
  for (const CalendarRow& row : rows) {
    INFO(row.before << " → " << row.after);
    CHECK(in_lines(changes_between(policy(row.before, "enforce"), policy(row.after, "enforce"))) ==
          row.said);
    const auto watched = changes_between(policy(row.before, "shadow"), policy(row.after, "shadow"));
    CHECK(watched.effect() == Effect::none);
    CHECK_FALSE(watched.empty());
  }
}

TEST_CASE("the summary sums up, and the whole is only as certain as its parts") {
  const auto before = compiled_rules(
      "- { id: a, cap: { at_most: 3, within: 7d } }\n"
      "- { id: b, deny: true }\n"
      "- { id: c, gap: { at_least: 4h } }\n");
  const auto after = compiled_rules(
      "- { id: a, cap: { at_most: 2, within: 7d } }\n"
      "- { id: c, gap: { at_least: 2h }, unless: { stage: vip } }\n"
      "- { id: d, when: { channel: sms }, consent: {} }\n");
  const PolicyChanges changes = changes_between(*before, *after);
  CHECK(changes_summary(changes, prose::english()) ==
        "2 rules changed, 1 added, 1 removed; as a whole: stricter or softer: unclear");
  CHECK(changes_summary(changes_between(*before, *before), prose::english()) == "no difference");
  const std::string text = render_changes(changes, 80, prose::english());
  const std::size_t begin = text.find("\n\n");
  CHECK(text.substr(begin) == R"(

Changed
  a: stricter
    at most 3 → at most 2 in any 7 days
  c: softer
    at least: 4 hours → 2 hours
    exempt now also where the customer's stage is vip

Added
  d: stricter
    Where the channel is SMS: a valid consent is needed.

Removed
  b: softer
    Not allowed.
)");
  const PolicyChanges turkish = changes_between(*before, *after, prose::turkish());
  CHECK(changes_summary(turkish, prose::turkish()) ==
        "2 kural değişti, 1 kural eklendi, 1 kural kaldırıldı; bütünüyle: daha sıkı mı gevşek mi: "
        "belirsiz");
}

TEST_CASE("changes as JSON") {
  const auto before = compiled_rules("- { id: a, cap: { at_most: 3, within: 7d } }\n");
  const auto after = compiled_rules("- { id: a, text: T., cap: { at_most: 2, within: 7d } }\n");
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  write_changes(changes_between(*before, *after), json);
  CHECK(out == R"({"old":")" + before->version() + R"(","new":")" + after->version() +
                   R"(","effect":"stricter","changed":[{"rule":"a","effect":"stricter","parts":[)"
                   R"({"part":"at_most","before":"3","after":"2",)"
                   R"("words":"at most 3 → at most 2 in any 7 days","effect":"stricter"},)"
                   R"({"part":"text","before":null,"after":"“T.”",)"
                   R"("words":"text: none → “T.”","effect":"none"}]}],)"
                   R"("added":[],"removed":[],)"
                   R"("obligations":{"changed":[],"added":[],"removed":[]},"around":[]})");
}

}  // namespace tact
