#include <catch2/catch.hpp>

#include "core/policy/comparison.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

Matcher when(std::string_view conditions) {
  return compiled_rule("when: " + std::string(conditions) + "\ndeny: true\n").when;
}

template <class Kind>
Kind only(const Matcher& matcher) {
  REQUIRE(matcher.all.size() == 1);
  REQUIRE(std::holds_alternative<Kind>(matcher.all.front()));
  return std::get<Kind>(matcher.all.front());
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("keys join by AND, values by OR") {
  const Matcher matcher = when("{ channel: [sms, call], purpose: marketing }");
  REQUIRE(matcher.all.size() == 2);
  const auto& channel = std::get<FieldCondition>(matcher.all[0]);
  CHECK(channel.field == Field::channel);
  CHECK(channel.values == Texts{"sms", "call"});
  CHECK(std::get<FieldCondition>(matcher.all[1]).values == Texts{"marketing"});
}

TEST_CASE("each key of the language is read as its field") {
  struct Row {
    std::string_view text;
    Field field;
    std::string_view value;
  };
  const Row row = GENERATE(values<Row>({
      {"{ channel: sms }", Field::channel, "sms"},
      {"{ purpose: marketing/promotion }", Field::purpose, "marketing/promotion"},
      {"{ brand: acme-bank }", Field::brand, "acme-bank"},
      {"{ campaign: \"spring-*\" }", Field::campaign, "spring-*"},
      {"{ label.promotional: true }", Field::label, "true"},
      {"{ country: NO }", Field::country, "NO"},  // Norway, not false.
      {"{ region: US-FL }", Field::region, "US-FL"},
      {"{ language: no }", Field::language, "no"},
      {"{ kind: merchant }", Field::kind, "merchant"},
      {"{ stage: 010 }", Field::stage, "010"},
      {"{ segment: current-contract }", Field::segment, "current-contract"},
      {"{ on_list: bounced }", Field::on_list, "bounced"},
  }));
  INFO(row.text);
  const auto condition = only<FieldCondition>(when(row.text));
  CHECK(condition.field == row.field);
  CHECK(condition.values == Texts{std::string(row.value)});
}

TEST_CASE("a label's key stands beside its values") {
  CHECK(only<FieldCondition>(when("{ label.subject: [a, b] }")).label == "subject");
}

TEST_CASE("comparisons are of priorities and ages") {
  struct Row {
    std::string_view text;
    Comparison comparison;
    int value;
  };
  const Row row = GENERATE(values<Row>({
      {">= 80", Comparison::at_least, 80},
      {"<18", Comparison::less, 18},
      {"<= 5", Comparison::at_most, 5},
      {"> 0", Comparison::more, 0},
      {"80", Comparison::equal, 80},
      {"= 80", Comparison::equal, 80},
  }));
  INFO(row.text);
  const auto read = parse_comparison(row.text);
  REQUIRE(read);
  CHECK(read->comparison == row.comparison);
  CHECK(read->value == row.value);
}

TEST_CASE("what compares nothing is refused") {
  for (const std::string_view text :
       {"", ">", ">= ", "18+", "!= 3", "-1", "010", "1.5", "=> 3", "< 18 ", "99999"}) {
    INFO(text);
    CHECK_FALSE(parse_comparison(text));
  }
}

TEST_CASE("a priority may be a bare number, an age one of several") {
  CHECK(only<PriorityCondition>(when("{ priority: 80 }")).comparison == Comparison::equal);
  const auto either = only<AnyCondition>(when("{ age: [\"< 18\", \">= 65\"] }"));
  REQUIRE(either.any.size() == 2);
  CHECK(only<AgeCondition>(either.any[1]).years == 65);
}

TEST_CASE("any and not nest") {
  const auto any =
      only<AnyCondition>(when("{ any: [ { channel: sms }, { not: { any: [ { kind: merchant }, { "
                              "age: \"< 18\" } ] } } ] }"));
  REQUIRE(any.any.size() == 2);
  const auto negated = only<NotCondition>(any.any[1]);
  REQUIRE(negated.negated.size() == 1);
  CHECK(only<AnyCondition>(negated.negated.front()).any.size() == 2);
}

TEST_CASE("an activity says which, since when and of what") {
  const auto activity = only<ActivityCondition>(
      when("{ activity: { event: [purchase, conversation], within: 18 months, channel: call, "
           "brand: acme, label.subject: x } }"));
  CHECK(activity.events == Texts{"purchase", "conversation"});
  CHECK(activity.within == parse_span("18 months"));
  CHECK(activity.channel == "call");
  CHECK(activity.brand == "acme");
  CHECK(activity.labels == Labels{{"subject", "x"}});
}

TEST_CASE("a consent in a matcher has the keys of the check") {
  const auto consent = only<ConsentCheck>(
      when("{ consent: { model: opt-out, level: written, max_age: 2 years, purpose: profiling, "
           "channel: sms, registered: true, evidence: true } }"));
  CHECK(consent.model == ConsentModel::opt_out);
  CHECK(consent.level == ConsentLevel::written);
  CHECK(consent.max_age == parse_span("24 months"));
  CHECK(consent.purpose == "profiling");
  CHECK(consent.channel == "sms");
  CHECK(consent.registered);
  CHECK(consent.evidence);
}

TEST_CASE("a brand of digits needs no quotes where any brand may be named") {
  const Compiled compiled = compile_text(
      "tact: 1\npolicy: p\nvocabulary: { channels: [sms], purposes: [marketing] }\n"
      "rules:\n  - { id: r, when: { brand: 545454 }, deny: true }\n");
  REQUIRE(compiled.policy);
  CHECK(only<FieldCondition>(compiled.policy->rules.at(0).when).values == Texts{"545454"});
}

TEST_CASE("a rule without when is for every request, one without unless exempts nobody") {
  const Rule rule = compiled_rule("deny: true\n");
  CHECK(rule.when.all.empty());
  CHECK_FALSE(rule.unless);
}

}  // namespace tact
