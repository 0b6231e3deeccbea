// Which rules apply: `when`, `unless`, what is unknown, what is absent, and for how long.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/core/decide/desk.h"

namespace tact::desk {
namespace {

const std::string now = "2026-11-24 14:00 +03:00";
const std::string applies = "deny denied";
const std::string not_applies = "allow";

// What a rule that denies does with a condition in each of its four places.
void expect_places(Desk& desk, const Condition& condition, const std::vector<std::string>& answers,
                   const std::string& why) {
  if (desk.world.policy.rules.empty()) desk.rule(DenyCheck{});
  Rule& rule = desk.world.policy.rules[0];
  rule.when = all_of({condition});
  desk.expect(now, answers[0], "when: " + why);
  rule.when = all_of({is_not(condition)});
  desk.expect(now, answers[1], "when not: " + why);
  rule.when = {};
  rule.unless = all_of({condition});
  desk.expect(now, answers[2], "unless: " + why);
  rule.unless = all_of({is_not(condition)});
  desk.expect(now, answers[3], "unless not: " + why);
  rule.unless.reset();
}

const std::vector<std::string> if_true = {applies, not_applies, not_applies, applies};
const std::vector<std::string> if_false = {not_applies, applies, applies, not_applies};
const std::vector<std::string> if_unknown = {applies, applies, applies, applies};

TEST_CASE("a deny rule without conditions always denies", "[decide]") {
  Desk desk;
  desk.rule(DenyCheck{});
  desk.expect(now, "deny denied");
}

TEST_CASE("what is unknown of the customer keeps every rule strict", "[decide]") {
  struct Case {
    Field field;
    std::string value;
  };
  for (const Case& row :
       {Case{Field::country, "TR"}, Case{Field::region, "US-FL"}, Case{Field::language, "tr"},
        Case{Field::kind, "merchant"}, Case{Field::stage, "vip"}}) {
    Desk desk;
    const std::string name = "field " + std::to_string(static_cast<int>(row.field));
    expect_places(desk, is(row.field, {row.value}), if_unknown, name + " unknown");
    Profile& profile = desk.profile();
    profile.country = "TR";
    profile.region = "US-FL";
    profile.language = "tr";
    profile.kind = CustomerKind::merchant;
    profile.stage = "vip";
    expect_places(desk, is(row.field, {"x", row.value}), if_true, name + " is one of them");
    expect_places(desk, is(row.field, {"x", "y"}), if_false, name + " is another");
    desk.world.customer.profile.reset();
    expect_places(desk, is(row.field, {row.value}), if_unknown, name + " without a profile");
  }
}

TEST_CASE("a default stands in for an unknown country or kind", "[decide]") {
  Desk desk;
  desk.world.policy.defaults.country = "TR";
  desk.world.policy.defaults.kind = CustomerKind::individual;
  expect_places(desk, is(Field::country, {"TR"}), if_true, "default country");
  expect_places(desk, is(Field::country, {"FR"}), if_false, "default country");
  expect_places(desk, is(Field::kind, {"individual"}), if_true, "default kind");
  desk.profile().region = "US-FL";
  expect_places(desk, is(Field::country, {"US"}), if_true, "a region also gives the country");
  desk.profile().country = "FR";
  expect_places(desk, is(Field::country, {"FR"}), if_true, "but not where one is stated");
}

TEST_CASE("a number's region counts as the customer's own does", "[decide]") {
  struct Case {
    std::string country, region;       // of the profile
    std::vector<std::string> numbers;  // the regions of the customer's numbers
    std::vector<std::string> in_us, in_florida;
    std::string why;
  };
  const std::vector<Case> cases = {
      {"", "", {}, if_unknown, if_unknown, "nothing is known"},
      {"", "", {"US-FL"}, if_true, if_true, "the number alone"},
      {"", "", {"US-NY"}, if_true, if_false, "another region of the country"},
      {"", "", {"CA-ON"}, if_false, if_false, "a number of another country"},
      {"US", "", {"US-FL"}, if_true, if_true, "the country agrees"},
      {"US", "US-FL", {"US-FL"}, if_true, if_true, "all agree"},
      {"US", "US-FL", {}, if_true, if_true, "the profile alone"},
      // In one of two places: a rule for it applies, an exemption for it does not hold.
      {"US", "US-NY", {"US-FL"}, if_true, if_unknown, "lives elsewhere"},
      {"US", "US-FL", {"US-NY"}, if_true, if_unknown, "has a number of elsewhere"},
      {"US", "", {"US-FL", "US-NY"}, if_true, if_unknown, "two numbers"},
      {"TR", "", {"US-FL"}, if_unknown, if_true, "lives in another country"},
      {"TR", "TR-34", {"US-FL"}, if_unknown, if_unknown, "in another country's region"},
  };
  for (const Case& row : cases) {
    Desk desk;
    desk.profile().country = row.country;
    desk.profile().region = row.region;
    desk.world.number_regions = row.numbers;
    expect_places(desk, is(Field::country, {"US"}), row.in_us, row.why + ": US");
    expect_places(desk, is(Field::region, {"US-FL"}), row.in_florida, row.why + ": US-FL");
  }
  Desk desk;
  desk.profile().region = "US-NY";
  desk.world.number_regions = {"US-FL"};
  expect_places(desk, is(Field::region, {"US-FL", "US-NY"}), if_true, "in either it fits");
  expect_places(desk, is(Field::region, {"US-TX", "US-CA"}), if_false, "in neither it fits");
}

TEST_CASE("a default country stands back where a number says one", "[decide]") {
  Desk desk;
  desk.world.policy.defaults.country = "TR";
  expect_places(desk, is(Field::country, {"TR"}), if_true, "no number");
  desk.world.number_regions = {"US-FL"};
  expect_places(desk, is(Field::country, {"TR"}), if_false, "an American number");
  desk.world.customer.profile.reset();
  expect_places(desk, is(Field::country, {"US"}), if_true, "without a profile");
}

TEST_CASE("no profile: segments unknown; a profile without segments: in none", "[decide]") {
  Desk desk;
  const Condition student = is(Field::segment, {"student", "vip"});
  expect_places(desk, student, if_false, "in none");
  desk.profile().segments = {"employee", "student"};
  expect_places(desk, student, if_true, "in one of them");
  desk.world.customer.profile.reset();
  expect_places(desk, student, if_unknown, "no profile");
}

TEST_CASE("what a request leaves out matches nothing and is not unknown", "[decide]") {
  Desk desk;
  desk.asked().brand = "";
  expect_places(desk, is(Field::brand, {"acme"}), if_false, "no brand");
  expect_places(desk, is(Field::campaign, {"*"}), if_false, "no campaign, even for `*`");
  expect_places(desk, label_is("subject", {"loans"}), if_false, "no label");
  desk.asked().brand = "acme";
  desk.asked().labels = {{"mode", "live"}, {"subject", "loans"}};
  expect_places(desk, is(Field::brand, {"bank", "acme"}), if_true, "brand");
  expect_places(desk, label_is("subject", {"loans"}), if_true, "label");
  expect_places(desk, label_is("mode", {"loans"}), if_false, "another label's value");
}

TEST_CASE("a purpose covers its subtree", "[decide]") {
  Desk desk;
  expect_places(desk, is(Field::purpose, {"marketing"}), if_true, "above it");
  expect_places(desk, is(Field::purpose, {"marketing/promotion"}), if_true, "itself");
  expect_places(desk, is(Field::purpose, {"marketing/promotion/flash"}), if_false, "below it");
  expect_places(desk, is(Field::purpose, {"market"}), if_false, "no node of the tree");
}

TEST_CASE("`*` in a campaign stands for any run of characters", "[decide]") {
  Desk desk;
  desk.asked().campaign = "spring-sale-2026";
  for (const char* pattern : {"*", "spring-*", "*2026", "*sale*", "spring-sale-2026", "s*-*-2*6",
                              "spring-sale-2026*", "**"}) {
    expect_places(desk, is(Field::campaign, {pattern}), if_true, pattern);
  }
  for (const char* pattern : {"spring", "*sale", "sale*", "Spring-*", "spring-?ale-2026"}) {
    expect_places(desk, is(Field::campaign, {pattern}), if_false, pattern);
  }
}

TEST_CASE("`*` in a label stands for any run of characters, alone for any text", "[decide]") {
  Desk desk;
  expect_places(desk, label_is("debt", {"*"}), if_false, "no label at all");
  desk.asked().labels = {{"debt", "D-2026-17"}};
  for (const char* pattern : {"*", "D-*", "*-17", "D-*-*", "D-2026-17"}) {
    expect_places(desk, label_is("debt", {pattern}), if_true, pattern);
  }
  for (const char* pattern : {"D-", "d-*", "*-18", "D-2026-17-*"}) {
    expect_places(desk, label_is("debt", {pattern}), if_false, pattern);
  }
  expect_places(desk, label_is("debt", {"E-*", "D-*"}), if_true, "one of several");
  expect_places(desk, label_is("subject", {"*"}), if_false, "another label is there, not this one");
}

TEST_CASE("`*` in a label of `count` takes the contacts that carry the label", "[decide]") {
  struct Case {
    const char* pattern;
    Labels labels;  // of the contact of this morning
    const char* answer;
  };
  const auto row = GENERATE(values<Case>({
      {"*", {{"debt", "D-1"}}, "defer cap-reached until 2026-11-25 09:00 +03:00"},
      {"*", {{"subject", "shoes"}}, "allow"},
      {"*", {}, "allow"},
      {"D-*", {{"debt", "D-1"}}, "defer cap-reached until 2026-11-25 09:00 +03:00"},
      {"D-*", {{"debt", "E-1"}}, "allow"},
  }));
  CAPTURE(row.pattern, row.labels.size());
  Desk desk;
  CapCheck one_a_day = cap(1, "24h");
  one_a_day.counting.count = all_of({label_is("debt", {row.pattern})});
  desk.rule(one_a_day);
  desk.contact("2026-11-24 09:00 +03:00").fields.labels = row.labels;
  desk.expect(now, row.answer, "a second call of the day");
}

TEST_CASE("priority is compared", "[decide]") {
  struct Case {
    Comparison comparison;
    bool below, equal, above;
  };
  using enum Comparison;
  for (const Case& row : {Case{less, true, false, false}, Case{at_most, true, true, false},
                          Case{equal, false, true, false}, Case{at_least, false, true, true},
                          Case{more, false, false, true}}) {
    Desk desk;
    const PriorityCondition condition{row.comparison, 80};
    desk.asked().priority = 79;
    expect_places(desk, condition, row.below ? if_true : if_false, "79");
    desk.asked().priority = 80;
    expect_places(desk, condition, row.equal ? if_true : if_false, "80");
    desk.asked().priority = 81;
    expect_places(desk, condition, row.above ? if_true : if_false, "81");
  }
}

TEST_CASE("several conditions must all hold; `any` needs one; unknown runs through both",
          "[decide]") {
  Desk desk;
  const Condition yes = is(Field::channel, {"sms"});
  const Condition no = is(Field::channel, {"call"});
  const Condition unknown = is(Field::stage, {"vip"});
  expect_places(desk, either({yes, no}), if_true, "any of yes and no");
  expect_places(desk, either({no, no}), if_false, "any of no and no");
  expect_places(desk, either({yes, unknown}), if_true, "any of yes and unknown");
  expect_places(desk, either({no, unknown}), if_unknown, "any of no and unknown");
  expect_places(desk, NotCondition{{all_of({yes, no})}}, if_true, "not (yes and no)");
  expect_places(desk, NotCondition{{all_of({yes, yes})}}, if_false, "not (yes and yes)");
  expect_places(desk, NotCondition{{all_of({no, unknown})}}, if_true, "not (no and unknown)");
  expect_places(desk, NotCondition{{all_of({yes, unknown})}}, if_unknown, "not (yes and unknown)");
}

TEST_CASE("a customer is as old as their own clock's date says", "[decide]") {
  Desk desk;
  const AgeCondition minor{Comparison::less, 18};
  expect_places(desk, minor, if_unknown, "no birth date");
  desk.world.policy.rules[0].when = all_of({minor});
  desk.world.birth_date = parse_date("2008-11-24");
  desk.answers({{"2026-11-23 23:59:59.999 +03:00", applies},
                {"2026-11-24 00:00 +03:00", not_applies, "eighteen, though still 23rd in UTC"}});
  desk.world.birth_date = parse_date("2008-02-29");
  desk.answers(
      {{"2026-02-28 23:59 +03:00", applies},
       {"2026-03-01 00:00 +03:00", not_applies, "born on 29 February: 1 March in a common year"}});
  desk.world.policy.rules[0].when = all_of({AgeCondition{Comparison::less, 20}});
  desk.answers({{"2028-02-28 23:59 +03:00", applies},
                {"2028-02-29 00:00 +03:00", not_applies, "29 February in a leap year"}});
}

TEST_CASE("age where zones disagree is unknown, and without any zone goes by UTC", "[decide]") {
  Desk desk("");
  desk.rule(DenyCheck{}).when = all_of({is_not(AgeCondition{Comparison::less, 18})});
  desk.world.birth_date = parse_date("2008-11-24");
  desk.expect("2026-11-23 23:59 +00:00", not_applies, "no zone: a minor in UTC");
  desk.expect("2026-11-24 00:00 +00:00", applies);
  desk.profile().country = "PT";
  desk.expect("2026-11-24 00:30 +00:00", applies, "of age in Lisbon, not on the Azores: strict");
  desk.world.policy.rules[0].when = all_of({AgeCondition{Comparison::less, 18}});
  desk.expect("2026-11-24 00:30 +00:00", applies, "the other way round too");
  desk.expect("2026-11-24 01:00 +00:00", not_applies);
}

TEST_CASE("an activity counts while less than `within` has passed since", "[decide]") {
  Desk desk;
  desk.rule(DenyCheck{}).when = all_of({active("purchase", "18 months")});
  desk.expect(now, not_applies, "never bought: no");
  desk.activity("2025-05-24 14:00 +03:00", "purchase");
  desk.answers({{"2026-11-24 13:59:59.999 +03:00", applies},
                {"2026-11-24 14:00 +03:00", not_applies, "eighteen months to the minute"},
                {"2025-05-24 13:59:59.999 +03:00", not_applies, "not yet"},
                {"2025-05-24 14:00 +03:00", applies}});
  ActivityCondition ever = active("purchase", "1 month");
  ever.within.reset();
  desk.world.policy.rules[0].when = all_of({ever});
  desk.expect(now, applies, "without `within` for ever");
}

TEST_CASE("an activity must say what the condition names", "[decide]") {
  Desk desk;
  ActivityCondition condition = active("purchase", "48h");
  condition.channel = "call";
  condition.brand = "acme";
  condition.labels = {{"subject", "loans"}};
  Activity& activity = desk.activity("2026-11-24 12:00 +03:00", "purchase");
  activity.channel = "call";
  activity.brand = "acme";
  activity.labels = {{"subject", "loans"}};
  expect_places(desk, condition, if_true, "says all");
  activity.brand = "";
  expect_places(desk, condition, if_false, "no brand");
  activity.brand = "acme";
  activity.labels.clear();
  expect_places(desk, condition, if_false, "no label");
}

TEST_CASE("months since an activity need a clock, and one answer from all zones", "[decide]") {
  Desk desk("");
  desk.activity("2026-10-31 00:30 +00:00", "purchase");
  const ActivityCondition condition = active("purchase", "4 months");
  expect_places(desk, condition, if_unknown, "no zone");
  expect_places(desk, active("purchase", "60d"), if_true, "plain lengths need none");
  desk.profile().country = "PT";
  expect_places(desk, condition, if_true, "everywhere");
  // Bought on the 31st in Lisbon, on the 30th at 23:30 on the Azores: until 28 February, 00:30 or
  // 23:30 by the clock of each.
  Rule& rule = desk.world.policy.rules[0];
  for (const bool negated : {false, true}) {
    rule.when = all_of({condition});
    if (negated) rule.when = all_of({is_not(condition)});
    desk.expect("2027-02-28 00:29 +00:00", negated ? not_applies : applies, "in both");
    desk.expect("2027-02-28 00:30 +00:00", applies, "over in Lisbon only: strict");
    desk.expect("2027-03-01 00:29 +00:00", applies, "over in Lisbon only: strict");
    desk.expect("2027-03-01 00:30 +00:00", negated ? applies : not_applies, "in neither");
  }
}

TEST_CASE("on_list is about entries that are active, whatever their age", "[decide]") {
  Desk desk;
  expect_places(desk, is(Field::on_list, {"dnc"}), if_false, "not listed");
  Listing& entry = desk.listed("2026-11-24 14:00 +03:00", "dnc");
  expect_places(desk, is(Field::on_list, {"x", "dnc"}), if_true, "from its start on");
  entry.since += Duration{1};
  expect_places(desk, is(Field::on_list, {"dnc"}), if_false, "not yet");
  entry.since = time("2026-11-01 14:00 +03:00");
  entry.until = time(now);
  expect_places(desk, is(Field::on_list, {"dnc"}), if_false, "ended");
}

TEST_CASE("a rule may be lifted by a stronger consent", "[decide]") {
  Desk desk;
  ConsentCheck written = opt_in();
  written.level = ConsentLevel::written;
  desk.consent("2026-01-10 10:00 +03:00", "grant any any any").level = ConsentLevel::express;
  expect_places(desk, written, if_false, "express only");
  desk.world.customer.consents[0].level = ConsentLevel::written;
  expect_places(desk, written, if_true, "written");
  written.max_age = span("24 months");
  desk.profile().timezone = "";
  expect_places(desk, written, if_unknown, "its age needs a clock");
}

}  // namespace
}  // namespace tact::desk
