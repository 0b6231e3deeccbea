// What is said to be different between two obligations, and which one asks for more, or sooner: by
// hand, and against what random records open and close.
#include <array>

#include <catch2/catch.hpp>

#include "tact/obligations.h"

#include "naive/dice.h"
#include "unit/core/policy/support.h"
#include "unit/core/prose/telling.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

std::shared_ptr<const Policy> with_obligations(std::string_view obligations) {
  return compiled_rules("[]\nobligations:\n" + std::string(obligations));
}

struct Row {
  std::string_view before;  // of an obligation `o`, on one line
  std::string_view after;
  std::string_view said;
};

void check(const Row& row) {
  const auto policy = [](std::string_view lines) {
    return with_obligations("  - { id: o, " + std::string(lines) + " }\n");
  };
  INFO(row.before << "\n→ " << row.after);
  CHECK(in_lines(changes_between(*policy(row.before), *policy(row.after))) == row.said);
}

}  // namespace

TEST_CASE("of obligations too, another way of writing the same is no difference") {
  check(GENERATE(values<Row>({
      {"opened_by: { activity: [purchase, refusal] }, due: 2 years",
       "opened_by: [{ activity: refusal }, { activity: purchase }], due: 24 months", ""},
      {"opened_by: { consent: granted }, due: 24h",
       "opened_by: [{ consent: granted, registered: true }, { consent: granted, registered: "
       "false }], due: 24h",
       ""},
      {"opened_by: { consent: granted }, due: 1 business day, calendar: tr-public",
       "opened_by: { consent: granted }, due: 1 business days, calendar: tr-public, "
       "business_days: mon-fri, half_days: counted",
       ""},
      {"opened_by: { consent: granted }, due: 24h, when: { channel: [sms, call] }",
       "opened_by: { consent: granted }, due: 24h, when: { channel: [call, sms] }", ""},
  })));
}

TEST_CASE("each change of an obligation in words, and whether it is stricter") {
  check(GENERATE(values<Row>({
      {"opened_by: { consent: granted }, due: 24h", "opened_by: { consent: granted }, due: 48h",
       "o: to be done within: 24 hours → 2 days: softer\n"},
      {"opened_by: { consent: granted }, due: 24 months",
       "opened_by: { consent: granted }, due: 23 months",
       "o: to be done within: 24 months → 23 months: stricter\n"},
      {"opened_by: { consent: granted }, due: 30d",
       "opened_by: { consent: granted }, due: 30 calendar days",
       "o: to be done within: 30 days → 30 calendar days: unclear\n"},
      {"opened_by: { consent: granted }, due: 3 business days, calendar: tr-public",
       "opened_by: { consent: granted }, due: 2 business days, calendar: tr-public",
       "o: to be done within: 3 business days → 2 business days: stricter\n"},
      {"opened_by: { consent: granted }, due: 3 business days, calendar: tr-public",
       "opened_by: { consent: granted }, due: 30 calendar days",
       "o: to be done within: 3 business days → 30 calendar days: unclear\n"
       "o: calendar: tr-public → none: unclear\n"},
      {"opened_by: { consent: granted }, due: 3 business days, calendar: tr-public",
       "opened_by: { consent: granted }, due: 3 business days, calendar: tr-public, "
       "business_days: mon-sat, half_days: free",
       "o: business days: Monday to Friday → Monday to Saturday: stricter\n"
       "o: half-days: counted → not counted: softer\n"},
      {"opened_by: { consent: granted }, due: 3 business days, calendar: tr-public, "
       "business_days: mon-thu",
       "opened_by: { consent: granted }, due: 3 business days, calendar: tr-public, "
       "business_days: tue-fri",
       "o: business days: Monday to Thursday → Tuesday to Friday: unclear\n"},
      {"opened_by: { consent: granted }, due: 30 calendar days",
       "opened_by: { consent: granted }, due: 30 calendar days, clock: Europe/Istanbul",
       "o: clock: the customer's → Europe/Istanbul: unclear\n"},
      {"opened_by: { consent: granted }, due: 24h",
       "opened_by: { consent: granted }, due: 24h, clock: Europe/Istanbul",
       "o: clock: the customer's → Europe/Istanbul: none\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: [{ consent: withdrawn }, { activity: refusal }], due: 24h",
       "o: begins now also when the activity refusal is recorded: stricter\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: { consent: withdrawn, registered: false }, due: 24h",
       "o: begins no longer when a withdrawal confirmed by the national registry is recorded: "
       "softer\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: { activity: [purchase, refusal] }, due: 24h",
       "o: begins now also when one of the activities purchase or refusal is recorded; begins no "
       "longer when a consent is withdrawn: unclear\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: { consent: withdrawn }, due: 24h, closed_by: { activity: purchase }",
       "o: done now also when the activity purchase is recorded: softer\n"},
      {"opened_by: { consent: withdrawn }, due: 24h, closed_by: { activity: [purchase, refusal] }",
       "opened_by: { consent: withdrawn }, due: 24h, closed_by: { activity: purchase }",
       "o: done no longer when the activity refusal is recorded: stricter\n"},
      {"opened_by: { consent: withdrawn }, due: 24h, when: { channel: sms }",
       "opened_by: { consent: withdrawn }, due: 24h, when: { channel: [sms, call] }",
       "o: applies now also where the channel is call: stricter\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: { consent: withdrawn }, due: 24h, when: { country: TR }",
       "o: applies now only where the customer's country is Türkiye: softer\n"},
      {"opened_by: { consent: withdrawn }, due: 24h",
       "opened_by: { consent: withdrawn }, due: 24h, unless: { kind: merchant }",
       "o: exempt now also where the customer is a merchant: softer\n"},
      {"opened_by: { consent: withdrawn }, due: 24h, text: Do it.",
       "opened_by: { consent: withdrawn }, due: 24h, text: Do that., law: Art. 9",
       "o: text: “Do it.” → “Do that.”: none\n"
       "o: law: none → “Art. 9”: none\n"},
  })));
}

TEST_CASE("obligations that come and go are told whole, beside the rules") {
  const auto before = with_obligations(
      "  - { id: a, opened_by: { consent: withdrawn }, due: 24h }\n"
      "  - { id: b, opened_by: { consent: granted }, due: 48h }\n");
  const auto after = with_obligations(
      "  - { id: c, opened_by: { consent: withdrawn }, due: 3 business days, calendar: tr-public "
      "}\n"
      "  - { id: b, opened_by: { consent: granted }, due: 24h, text: Do it. }\n");
  const PolicyChanges changes = changes_between(*before, *after);
  CHECK(in_lines(changes) ==
        "b: to be done within: 2 days → 24 hours: stricter\n"
        "b: text: none → “Do it.”: none\n"
        "c added: stricter\n"
        "a removed: softer\n");
  CHECK(changes_summary(changes, prose::english()) ==
        "0 rules changed, 0 added, 0 removed; obligations: 1 changed, 1 added, 1 removed; as a "
        "whole: stricter or softer: unclear");
  const std::string text = render_changes(changes, 80, prose::english());
  CHECK(text.substr(text.find("\n\n")) == R"(

Changed obligations
  b: stricter
    to be done within: 2 days → 24 hours
    text: none → “Do it.”

Added obligations
  c: stricter
    When a consent is withdrawn: to be done within 3 business days (Monday to
      Friday; calendar tr-public; half-days count; by the customer's clock).
      Done only when a record that names it says so.

Removed obligations
  a: softer
    When a consent is withdrawn: to be done within 24 hours. Done only when a
      record that names it says so.
)");
  const PolicyChanges turkish = changes_between(*before, *after, prose::turkish());
  CHECK(changes_summary(turkish, prose::turkish()) ==
        "0 kural değişti, 0 kural eklendi, 0 kural kaldırıldı; yükümlülükler: 1 değişti, 1 "
        "eklendi, 1 kaldırıldı; bütünüyle: daha sıkı mı gevşek mi: belirsiz");
  CHECK(in_lines(turkish).find("b: yapılma süresi: 2 gün → 24 saat: stricter\n") == 0);
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  write_changes(changes, json);
  INFO(out);
  CHECK(out.find(R"("obligations":{"changed":[{"rule":"b","effect":"stricter","parts":[{"part":)"
                 R"("due","before":"2 days","after":"24 hours","words":"to be done within: )"
                 R"(2 days → 24 hours","effect":"stricter"},)") != std::string::npos);
}

TEST_CASE("a rule may become an obligation of the same id") {
  CHECK(in_lines(changes_between(
            *compiled_rules("- { id: a, deny: true }\n"),
            *with_obligations("  - { id: a, opened_by: { consent: withdrawn }, due: 24h }\n"))) ==
        "a removed: softer\na added: stricter\n");
}

TEST_CASE("a calendar matters where it counts business days: more closed days are softer") {
  const auto policy = [](std::string_view calendar, std::string_view rules) {
    const Compiled compiled = compile_text(
        "tact: 1\npolicy: p\nvocabulary: { channels: [sms], purposes: [a] }\n"
        "calendars: { c: " +
        std::string(calendar) + " }\nrules: " + std::string(rules) +
        "\nobligations:\n"
        "  - { id: o, opened_by: { consent: granted }, due: 3 business days, calendar: c }\n");
    INFO(render_diagnostics(compiled.diagnostics));
    REQUIRE(compiled.policy != nullptr);
    return compiled.policy;
  };
  const auto said = [&](std::string_view before, std::string_view after, std::string_view rules) {
    return in_lines(changes_between(*policy(before, rules), *policy(after, rules)));
  };
  constexpr std::string_view one = "{ covers: [2026], days: [2026-01-01] }";
  constexpr std::string_view two = "{ covers: [2026], days: [2026-01-01..2026-01-02] }";
  constexpr std::string_view next = "{ covers: [2026, 2027], days: [2026-01-01, 2027-01-01] }";
  CHECK(said(one, two, "[]") == "days of the calendar c: now also 2026-01-02: softer\n");
  CHECK(said(two, one, "[]") == "days of the calendar c: no longer 2026-01-02: stricter\n");
  // Days of a year that was not covered were all business days.
  CHECK(said(one, next, "[]") ==
        "years of the calendar c: now also 2027: softer\n"
        "days of the calendar c: now also 2027-01-01: none\n");
  // Fewer messages, and more time: both at once is neither.
  const std::string_view rules =
      "[{ id: r, hours: { open: [daily 09:00-18:00], closed_on: [c] } }]";
  CHECK(said(one, two, rules) == "days of the calendar c: now also 2026-01-02: unclear\n");
}

namespace {

using naive::Dice;

class RandomObligation {
 public:
  RandomObligation(Dice& dice, const ZoneBook& zones) : dice_(dice), zones_(zones) {}

  Policy policy() {
    Policy policy;
    policy.vocabulary.channels = words_.channels;
    for (const char* name : {"a", "b"}) policy.calendars[name] = calendar();
    Obligation one;
    one.id = "o";
    one.opened_by = triggers();
    if (dice_.chance(70)) one.closed_by = triggers();
    if (dice_.chance(60)) one.when = matcher();
    if (dice_.chance(30)) one.unless = matcher();
    one.due = deadline();
    policy.obligations = {one};
    return policy;
  }

  // One thing of the obligation, or a calendar, as `other` has it.
  void change(Policy& policy, const Policy& other) {
    Obligation& mine = policy.obligations.front();
    const Obligation& its = other.obligations.front();
    switch (dice_.below(11)) {
      case 0: mine.opened_by = its.opened_by; return;
      case 1: mine.closed_by = its.closed_by; return;
      case 2: mine.when = its.when; return;
      case 3: mine.unless = its.unless; return;
      case 4: mine.due = its.due; return;
      case 5: mine.due.clock = its.due.clock; return;
      case 6: policy.calendars["a"] = other.calendars.at("a"); return;
      case 7: mine.opened_by.push_back(its.opened_by.front()); return;
      default: break;
    }
    if (mine.due.business_days == 0 || its.due.business_days == 0) {
      if (mine.due.business_days == 0) mine.due.span.count += 1;
      return;
    }
    switch (dice_.below(3)) {
      case 0: mine.due.business_days = its.due.business_days; return;
      case 1: mine.due.weekdays = its.due.weekdays; return;
      default: mine.due.half_days = its.due.half_days; return;
    }
  }

  Happening happening() {
    Happening happening;
    happening.at = parse_instant("2026-12-20T00:00:00Z").value() +
                   std::chrono::minutes(dice_.below(30 * 24 * 60));
    if (dice_.chance(70)) happening.fields.channel = dice_.one_of(words_.channels);
    if (dice_.chance(70)) happening.fields.purpose = dice_.one_of(words_.trees);
    if (dice_.chance(50)) {
      happening.what = ActivityEvent{dice_.one_of(words_.events)};
    } else {
      happening.what = ConsentEvent{state(), dice_.chance(50)};
    }
    return happening;
  }

 private:
  ConsentState state() {
    return dice_.chance(50) ? ConsentState::granted : ConsentState::withdrawn;
  }

  std::vector<Trigger> triggers() {
    std::vector<Trigger> triggers;
    for (int left = dice_.between(1, 2); left > 0; --left) {
      if (dice_.chance(40)) {
        triggers.emplace_back(ActivityTrigger{dice_.some_of(words_.events)});
      } else {
        ConsentTrigger consent{state(), {}};
        if (dice_.chance(60)) consent.registered = dice_.chance(50);
        triggers.emplace_back(consent);
      }
    }
    return triggers;
  }

  Matcher matcher() {
    const bool is_channel = dice_.chance(50);
    FieldCondition field{is_channel ? Field::channel : Field::purpose, "",
                         dice_.some_of(is_channel ? words_.channels : words_.trees)};
    Matcher matcher{{std::move(field)}};
    if (dice_.chance(25)) return Matcher{{NotCondition{{std::move(matcher)}}}};
    return matcher;
  }

  Calendar calendar() {
    Calendar calendar;
    calendar.covered_years = {2026};
    if (dice_.chance(60)) calendar.covered_years.push_back(2027);
    for (int left = dice_.below(12); left > 0; --left) {
      const LocalDate date = parse_date("2026-12-20").value() + std::chrono::days(dice_.below(30));
      calendar.closed[date] = std::chrono::hours(dice_.chance(60) ? 0 : 13);
    }
    return calendar;
  }

  Deadline deadline() {
    Deadline due;
    if (dice_.chance(40)) due.clock = zones_.find(dice_.chance(50) ? "Europe/Istanbul" : "UTC");
    switch (dice_.below(5)) {
      case 0: due.span = {SpanUnit::exact, std::chrono::hours(dice_.between(1, 96)), 0}; break;
      case 1: due.span = {SpanUnit::months, {}, dice_.between(1, 3)}; break;
      case 2: due.span = {SpanUnit::calendar_days, {}, dice_.between(1, 9)}; break;
      default:
        due.business_days = dice_.between(1, 6);
        due.calendar = dice_.chance(70) ? "a" : "b";
        due.weekdays = static_cast<unsigned>(dice_.between(1, 127));
        due.half_days = dice_.chance(50) ? HalfDays::counted : HalfDays::free;
    }
    return due;
  }

  Dice& dice_;
  const ZoneBook& zones_;
  const naive::Words words_;
};

// Whether what happens asks for as much under `strict` as under `soft`, and no later.
bool asks_no_less(const Policy& strict, const Policy& soft, const Happening& opens,
                  const Happening& closes) {
  static const SubjectState nobody;
  static const Registers nothing_loaded;
  Facts facts;
  facts.customer = &nobody;
  facts.registers = &nothing_loaded;
  const std::vector<Opening> least = opened_by(soft, facts, opens);
  if (least.empty()) return true;
  const std::vector<Opening> most = opened_by(strict, facts, opens);
  if (most.empty() || most.front().due.at > least.front().due.at) return false;
  const OpenObligation open{
      Seq{1}, "o", opens.at, least.front().due.at, opens.fields.channel, opens.fields.brand};
  const auto is_closed = [&](const Policy& policy) {
    return is_closed_by(policy.obligations.front(), open, closes);
  };
  return !is_closed(strict) || is_closed(soft);
}

}  // namespace

TEST_CASE("what is said of a change is true of what is open, and by when") {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  std::array<int, 4> effects{};
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    Dice dice(seed);
    RandomObligation random(dice, *book);
    const Policy before = random.policy();
    Policy after = before;
    random.change(after, random.policy());
    const PolicyChanges changes = changes_between(before, after);
    const Effect effect = changes.effect();
    ++effects.at(static_cast<std::size_t>(effect));
    for (int tries = 0; tries < 4; ++tries) {
      const Happening opens = random.happening();
      Happening closes = random.happening();
      closes.at = opens.at + std::chrono::minutes(1);
      const bool no_less = asks_no_less(after, before, opens, closes);
      const bool no_more = asks_no_less(before, after, opens, closes);
      INFO("seed " << seed << ": " << in_lines(changes));
      if (effect == Effect::stricter || effect == Effect::none) REQUIRE(no_less);
      if (effect == Effect::softer || effect == Effect::none) REQUIRE(no_more);
    }
  }
  for (const int count : effects) CHECK(count > 500);
}

}  // namespace tact
