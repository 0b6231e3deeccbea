#include <catch2/catch.hpp>

#include "core/policy/reader_rules.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

using std::chrono::hours;

template <class Kind>
Kind check(std::string_view lines) {
  const Rule rule = compiled_rule(lines);
  REQUIRE(std::holds_alternative<Kind>(rule.check));
  return std::get<Kind>(rule.check);
}

}  // namespace

TEST_CASE("a cap has a limit, a window and a way of counting") {
  const auto cap = check<CapCheck>(
      "cap:\n"
      "  at_most: 4\n"
      "  within: 30 calendar days\n"
      "  count: { channel: call }\n"
      "  same: [brand, campaign, label.subject]\n"
      "  per: household\n"
      "  basis: conversation\n");
  CHECK(cap.at_most == 4);
  CHECK(cap.within.kind == WindowKind::consecutive_days);
  CHECK(cap.within.days == 30);
  CHECK(cap.counting.count.all.size() == 1);
  REQUIRE(cap.counting.same.size() == 3);
  CHECK(cap.counting.same[0].field == Field::brand);
  CHECK(cap.counting.same[2].field == Field::label);
  CHECK(cap.counting.same[2].label == "subject");
  CHECK(cap.counting.per == Per::household);
  CHECK(cap.counting.basis == Basis::conversation);
}

TEST_CASE("a cap counts contacts of the customer unless it says otherwise") {
  const auto cap = check<CapCheck>("cap: { at_most: 1, within: 24h }\n");
  CHECK(cap.counting.per == Per::customer);
  CHECK(cap.counting.basis == Basis::contact);
  CHECK(cap.counting.same.empty());
  CHECK(cap.within.text == "24h");
}

TEST_CASE("a gap has a length and counts as a cap does") {
  const auto gap = check<GapCheck>("gap: { at_least: 4h, same: channel, basis: attempt }\n");
  CHECK(gap.at_least == hours(4));
  CHECK(gap.text == "4h");
  CHECK(gap.counting.same.size() == 1);
  CHECK(gap.counting.basis == Basis::attempt);
}

TEST_CASE("a volume has a scope") {
  const auto volume = check<VolumeCheck>(
      "when: { channel: call }\nvolume: { at_most: 500, within: calendar day, same: [channel] }\n");
  CHECK(volume.at_most == 500);
  CHECK(volume.within.kind == WindowKind::calendar_day);
  CHECK(volume.counting.same.size() == 1);
  CHECK(volume.counting.count.all.size() == 1);
}

TEST_CASE("lists may have to be fresh, may have grace and may be lifted") {
  const auto lists = check<ListCheck>(
      "absent_from: { lists: [national-dnc, internal-dnc], fresh_within: 31d, grace: 28d, "
      "lifted_by_later_consent: true }\n");
  CHECK(lists.lists == std::vector<std::string>{"national-dnc", "internal-dnc"});
  CHECK(lists.fresh_within == hours(31 * 24));
  CHECK(lists.grace == hours(28 * 24));
  CHECK(lists.lifted_by_later_consent);
}

TEST_CASE("a list needs not be fresh unless the rule says so") {
  const auto lists = check<ListCheck>("absent_from: { lists: bounced }\n");
  CHECK_FALSE(lists.fresh_within);
  CHECK(lists.grace == Duration{});
  CHECK_FALSE(lists.lifted_by_later_consent);
}

TEST_CASE("a cooldown says after what, for how long and how days are counted") {
  const auto cooldown = check<CooldownCheck>(
      "cooldown:\n"
      "  after: { event: [refusal, complaint], channel: call, brand: acme, label.subject: x, "
      "same: [brand, label.subject] }\n"
      "  for: 60 calendar days\n"
      "  first_day: event\n");
  CHECK(cooldown.events.size() == 2);
  CHECK(cooldown.channel == "call");
  CHECK(cooldown.brand == "acme");
  CHECK(cooldown.labels == Labels{{"subject", "x"}});
  CHECK(cooldown.same.size() == 2);
  CHECK(cooldown.length == parse_span("60 calendar days"));
  CHECK(cooldown.event_day_counts);
}

TEST_CASE("an opt-in for the request itself is what consent asks for") {
  const auto consent = check<ConsentCheck>("consent: {}\n");
  CHECK(consent.model == ConsentModel::opt_in);
  CHECK_FALSE(consent.level);
  CHECK_FALSE(consent.max_age);
  CHECK(consent.purpose.empty());
  CHECK_FALSE(consent.registered);
}

TEST_CASE("a rule has its words, its mode and what happens when it fails") {
  const Rule rule = compiled_rule(
      "text: |\n  No more than one.\nlaw: \"Law 6563, art. 6\"\nmode: shadow\non_fail: deny\n"
      "effective: { from: 2026-08-11, until: \"2027-01-31 13:00\" }\n"
      "cap: { at_most: 1, within: 1h }\n");
  CHECK(rule.id == "r");
  CHECK(rule.text == "No more than one.");
  CHECK(rule.law == "Law 6563, art. 6");
  CHECK(rule.mode == RuleMode::shadow);
  CHECK(rule.on_fail == OnFail::deny);
  CHECK(rule.effective_from == LocalTime(day(2026, 8, 11)));
  CHECK(rule.effective_until == LocalTime(day(2027, 1, 31)) + hours(13));
  CHECK(rule.place.file == "policy.yaml");
  CHECK(rule.place.line == 13);
  CHECK(rule.place.column == 3);
}

TEST_CASE("a rule is enforced and defers unless it says otherwise") {
  const Rule rule = compiled_rule("cap: { at_most: 1, within: 1h }\n");
  CHECK(rule.mode == RuleMode::enforce);
  CHECK(rule.on_fail == OnFail::defer);
  CHECK_FALSE(rule.effective_from);
  CHECK_FALSE(rule.effective_until);
}

TEST_CASE("what happens on failing can be said where time can cure it") {
  const std::string check_line = GENERATE(
      "cap: { at_most: 1, within: 1h }", "gap: { at_least: 1h }",
      "hours: { open: [daily 09:00-18:00] }", "volume: { at_most: 1, within: 1h }",
      "cooldown: { after: { event: refusal }, for: 1d }", "absent_from: { lists: [bounced] }");
  CHECK(compiled_rule(check_line + "\non_fail: deny\n").on_fail == OnFail::deny);
}

TEST_CASE("effective times are dates, or dates and times of day") {
  CHECK(parse_local_time("2026-08-11") == LocalTime(day(2026, 8, 11)));
  CHECK(parse_local_time("2026-08-11 24:00") == LocalTime(day(2026, 8, 12)));
  for (const std::string_view text :
       {"", "2026-8-11", "2026-08-11T13:00", "2026-08-11 1:00", "2026-08-11  13:00"}) {
    INFO(text);
    CHECK_FALSE(parse_local_time(text));
  }
}

}  // namespace tact
