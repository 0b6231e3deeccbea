// Rules, exemptions and counts that nothing fits, and the nearest cases in which something does.
#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

constexpr std::string_view never_applies = "can never apply";

std::string denying(std::string_view matching) {
  return "- { id: a, " + std::string(matching) + ", deny: true }\n";
}

struct Row {
  std::string_view matching;
  std::string_view said;  // "" nothing
};

TEST_CASE("a rule never applies where its conditions exclude each other") {
  const auto row = GENERATE(values<Row>({
      {"when: { channel: sms, not: { channel: sms } }", "`channel` and `not` exclude each other"},
      {"when: { channel: sms, not: { channel: call } }", ""},
      {"when: { purpose: marketing, not: { purpose: [marketing/promotion, marketing/newsletter] } "
       "}",
       "`purpose` and `not` exclude each other"},
      {"when: { purpose: marketing, not: { purpose: marketing/promotion } }", ""},
      {"when: { priority: \"> 100\" }", "nothing can fit its `priority`"},
      {"when: { priority: \">= 100\" }", ""},
      {"when: { priority: \"< 20\", any: [ { priority: \"> 30\" }, { priority: 25 } ] }",
       "`priority` and `any` exclude each other"},
      {"when: { priority: \"< 20\", any: [ { priority: \"> 30\" }, { priority: 19 } ] }", ""},
      {"when: { not: { channel: [email, sms, call, push] } }", "nothing can fit its `not`"},
      {"when: { not: { channel: [email, sms, call] } }", ""},
      // A message may leave its brand out.
      {"when: { not: { brand: [acme, acme-bank] } }", ""},
      {"when: { campaign: \"spring-*\", not: { campaign: \"*\" } }",
       "`campaign` and `not` exclude each other"},
      {"when: { campaign: \"spring-*\", not: { campaign: \"*-sale\" } }", ""},
      {"when: { campaign: spring-sale, not: { campaign: \"*-sale\" } }",
       "`campaign` and `not` exclude each other"},
      {"when: { label.subject: a, not: { label.subject: \"*\" } }",
       "`label.subject` and `not` exclude each other"},
      {"when: { label.subject: \"a*\", not: { label.subject: \"*b\" } }", ""},
      {"when: { label.subject: ab, not: { label.subject: \"*b\" } }",
       "`label.subject` and `not` exclude each other"},
      // Another label is not there only because this one is.
      {"when: { label.subject: \"*\", not: { label.promotional: \"*\" } }", ""},
      {"when: { on_list: vips, not: { on_list: [vips, others] } }",
       "`on_list` and `not` exclude each other"},
      // One may be on two lists and in two segments.
      {"when: { on_list: vips, not: { on_list: others } }", ""},
      {"when: { label.subject: a, not: { label.subject: [a, b] } }",
       "`label.subject` and `not` exclude each other"},
      {"when: { activity: { event: purchase, within: 30d }, not: { activity: { event: purchase, "
       "within: 30d } } }",
       "`activity` and `not` exclude each other"},
      {"when: { activity: { event: purchase, within: 30d }, not: { activity: { event: purchase, "
       "within: 3d } } }",
       ""},
      {"when: { channel: sms, brand: acme, purpose: service, not: { any: [ { brand: acme }, "
       "{ priority: 3 } ] } }",
       "`brand` and `not` exclude each other"},
  }));
  INFO(row.matching);
  const std::string said = warnings_of(denying(row.matching));
  if (row.said.empty()) {
    CHECK(said.find(never_applies) == std::string::npos);
  } else {
    CHECK(said.find("this rule can never apply: " + std::string(row.said)) != std::string::npos);
  }
}

TEST_CASE("a rule never applies where unless exempts all that when takes") {
  const auto row = GENERATE(values<Row>({
      {"unless: {}", never_applies},
      {"when: { channel: sms, brand: acme }, unless: { channel: [sms, call] }", never_applies},
      {"when: { purpose: marketing/promotion }, unless: { purpose: marketing }", never_applies},
      {"unless: { any: [ { purpose: marketing }, { not: { purpose: marketing } } ] }",
       never_applies},
      {"when: { channel: [sms, call] }, unless: { channel: sms }", ""},
      // Whose stage is unknown is taken by `when` and not exempted by `unless`.
      {"when: { stage: vip }, unless: { stage: vip }", ""},
      {"when: { purpose: marketing }, unless: { any: [ { kind: merchant }, { not: { kind: "
       "merchant } } ] }",
       ""},
  }));
  INFO(row.matching);
  CHECK(warns(denying(row.matching), never_applies) == !row.said.empty());
}

TEST_CASE("a rule that only what is unknown fits is said") {
  const auto row = GENERATE(values<Row>({
      {"when: { age: \"< 18\", not: { age: \"<= 20\" } }", "`age` is unknown"},
      {"when: { age: \"< 18\" }", ""},
      {"when: { age: \">= 18\", not: { age: \"> 18\" } }", ""},
      {"when: { stage: vip, not: { stage: [vip, new] } }", "`stage` is unknown"},
      {"when: { stage: vip }, unless: { stage: vip }", "`stage` is unknown"},
      {"when: { country: DE, region: US-FL }", "`country` or `region` is unknown"},
      {"when: { country: US, region: US-FL }", ""},
      {"when: { country: [DE, TR], not: { country: [TR, DE] } }", "`country` is unknown"},
      {"when: { segment: a, not: { segment: a } }", "`segment` is unknown"},
      {"when: { segment: a, not: { segment: b } }", ""},
      {"when: { kind: merchant, not: { kind: individual } }", ""},
  }));
  INFO(row.matching);
  const std::string said = warnings_of(denying(row.matching));
  CHECK(said.find(never_applies) == std::string::npos);
  const std::string expected = "this rule applies only to customers whose ";
  if (row.said.empty()) {
    CHECK(said.find(expected) == std::string::npos);
  } else {
    CHECK(said.find(expected + std::string(row.said)) != std::string::npos);
  }
}

TEST_CASE("an exemption that lifts nothing is said") {
  const auto row = GENERATE(values<Row>({
      {"when: { channel: sms }, unless: { channel: email }", "never"},
      {"when: { purpose: marketing }, unless: { purpose: service, stage: vip }", "never"},
      {"when: { not: { brand: acme } }, unless: { brand: acme }", "never"},
      {"when: { country: TR }, unless: { country: DE }", "never"},
      {"when: { channel: [sms, email] }, unless: { channel: email }", ""},
      {"when: { purpose: marketing }, unless: { purpose: marketing/promotion }", ""},
      {"when: { country: TR }, unless: { stage: vip }", ""},
  }));
  INFO(row.matching);
  CHECK(warns(denying(row.matching), "this exemption never applies") == !row.said.empty());
}

TEST_CASE("a count that no contact fits is said") {
  const auto row = GENERATE(values<Row>({
      {"cap: { at_most: 3, within: 7d, count: { channel: sms, not: { channel: sms } } }", "cap"},
      {"gap: { at_least: 4h, count: { priority: \"> 100\" } }", "gap"},
      {"when: { channel: call }, volume: { at_most: 3, within: 7d, count: { channel: sms }, "
       "same: [channel] }",
       "volume"},
      {"when: { channel: call }, cap: { at_most: 3, within: 7d, count: { channel: sms } }", ""},
      {"cap: { at_most: 3, within: 7d, count: { channel: sms }, same: [channel] }", ""},
      // Contacts may come from an earlier vocabulary.
      {"cap: { at_most: 3, within: 7d, count: { not: { channel: [email, sms, call, push] } } }",
       ""},
  }));
  INFO(row.matching);
  const std::string said = warnings_of("- { id: a, " + std::string(row.matching) + " }\n");
  if (row.said.empty()) {
    CHECK(said.find("can fit its `count`") == std::string::npos);
  } else {
    CHECK(said.find("this " + std::string(row.said) + " can never bind: no contact") !=
          std::string::npos);
  }
}

TEST_CASE("a rule never applies where its time is over or never comes") {
  const LocalDate today = day(2026, 11, 24);
  const auto rule = [](const std::string& effective) { return denying("effective: " + effective); };
  CHECK(warns(rule("{ from: 2027-01-01, until: 2027-01-01 }"), never_applies));
  CHECK_FALSE(warns(rule("{ from: 2027-01-01, until: \"2027-01-01 00:01\" }"), never_applies));
  CHECK(warns(rule("{ until: 2026-11-23 }"), never_applies, today));
  // Somewhere it may still be yesterday.
  CHECK_FALSE(warns(rule("{ until: \"2026-11-23 00:01\" }"), never_applies, today));
  CHECK_FALSE(warns(rule("{ until: 2026-11-01 }"), never_applies));
}

}  // namespace
}  // namespace tact
