// Policies in sentences. tests/golden/prose/NAME.LANGUAGE.txt is what is told of each: on failure
// the new text is printed; read it, and where it is right make it the new baseline.
#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"
#include "unit/core/prose/telling.h"

namespace tact {
namespace {

constexpr std::size_t width = 100;

std::string told(const Policy& policy, const ExplanationScope& scope = {},
                 const prose::Language& language = prose::english()) {
  const auto explanation = explain_policy(policy, scope, language);
  REQUIRE(explanation.ok());
  return render_explanation(*explanation, width, language);
}

std::string told_of_rules(std::string_view rules, const ExplanationScope& scope = {}) {
  return told(*compiled_rules(rules), scope);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// Lines are broken anywhere: as one.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n';
    if (!is_blank || (!line.empty() && line.back() != ' ')) line += is_blank ? ' ' : c;
  }
  return line;
}

struct GoldenPolicy {
  std::string name;
  std::string path;
};

const std::vector<GoldenPolicy> golden = {{"example", "policies/example"},
                                          {"every_key", "tests/golden/prose/every_key.yaml"}};

}  // namespace

TEST_CASE("what is told of the golden policies is what their baselines say") {
  for (const GoldenPolicy& one : golden) {
    for (const prose::Language* language : prose::languages()) {
      const std::string name = one.name + '.' + std::string(language->code);
      DYNAMIC_SECTION(name) {
        const std::string text = told(*policy_of_file(one.path), {}, *language);
        INFO("told of " << name << ":\n" << text);
        CHECK(text == read_source_file("tests/golden/prose/" + name + ".txt"));
      }
    }
  }
}

TEST_CASE("every rule and obligation is told of, in every language") {
  for (const GoldenPolicy& one : golden) {
    const auto policy = policy_of_file(one.path);
    for (const prose::Language* language : prose::languages()) {
      const std::string text = told(*policy, {}, *language);
      for (const Rule& rule : policy->rules) {
        INFO(rule.id << " in " << language->code);
        CHECK(has(text, '[' + rule.id + ']'));
      }
      for (const Obligation& obligation : policy->obligations) {
        INFO(obligation.id << " in " << language->code);
        CHECK(has(text, '[' + obligation.id + ']'));
      }
    }
  }
}

TEST_CASE("lines fit the width, and nothing is lost by breaking them") {
  const auto policy = policy_of_file("policies/example");
  for (const prose::Language* language : prose::languages()) {
    const auto explanation = explain_policy(*policy, {}, *language);
    REQUIRE(explanation.ok());
    const std::string wide = render_explanation(*explanation, 10'000, *language);
    for (const std::size_t columns : {50U, 80U, 100U}) {
      const std::string text = render_explanation(*explanation, columns, *language);
      CHECK(in_one_line(text) == in_one_line(wide));
      std::size_t begin = 0;
      while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin);
        const std::string line = text.substr(begin, end - begin);
        INFO(line);
        const auto cells = std::count_if(line.begin(), line.end(), [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        });
        CHECK(static_cast<std::size_t>(cells) <= columns);
        begin = end + 1;
      }
    }
  }
}

TEST_CASE("what a purpose and a channel settle is not asked again") {
  struct Row {
    std::string_view match;
    std::string_view expected;  // of promotions by SMS, of the brand acme, to people in TR
  };
  const Row row = GENERATE(values<Row>({
      {"when: { purpose: marketing, channel: [sms, call] }", "Not allowed. [r]"},
      {"when: { purpose: survey }", "No rule applies"},
      {"when: { channel: call }", "No rule applies"},
      {"when: { brand: acme, country: [TR, DE] }", "Not allowed. [r]"},
      {"when: { country: DE }", "No rule applies"},
      {"when: { not: { country: DE } }", "Not allowed. [r]"},
      {"when: { not: { purpose: marketing } }", "No rule applies"},
      {"when: { not: { purpose: marketing, stage: vip } }",
       "Where not (the customer's stage is vip): not allowed."},
      {"when: { any: [{ channel: call }, { stage: vip }] }",
       "Where the customer's stage is vip: not allowed."},
      {"when: { any: [{ channel: sms }, { stage: vip }] }", "Not allowed. [r]"},
      {"when: { any: [{ channel: call }, { country: DE }] }", "No rule applies"},
      {"unless: { channel: sms }", "No rule applies"},
      {"unless: { channel: call }", "Not allowed. [r]"},
      {"unless: { channel: sms, stage: vip }",
       "Not allowed. Except where the customer's stage is vip. [r]"},
  }));
  INFO(row.match);
  ExplanationScope scope;
  scope.purpose = "marketing/promotion";
  scope.channel = "sms";
  scope.brand = "acme";
  scope.country = "TR";
  const std::string rules = "- { id: r, " + std::string(row.match) + ", deny: true }";
  const std::string text = told_of_rules(rules, scope);
  INFO(text);
  CHECK(has(in_one_line(text), row.expected));
  CHECK(has(text, "Messages for marketing/promotion, by SMS, to people in Türkiye, of the brand"));
}

TEST_CASE("purposes of one branch are told of together, and what is about some of them says so") {
  const std::string text = told_of_rules(
      "- { id: all, when: { purpose: marketing }, deny: true }\n"
      "- { id: one, when: { purpose: marketing/newsletter, channel: email }, deny: true }\n"
      "- { id: most, when: { purpose: marketing, not: { channel: email } }, deny: true }\n");
  INFO(text);
  CHECK(has(text,
            "Messages for marketing/promotion or marketing/newsletter\n"
            "  Forbidden   Not allowed. [all]\n"
            "              (e-mail; marketing/newsletter) Not allowed. [one]\n"
            "              (all but e-mail) Not allowed. [most]\n"));
  // Of two branches the same is told: nothing.
  CHECK(has(text,
            "Messages for service/order or survey/satisfaction\n"
            "  No rule applies: every such message is allowed.\n"));
}

TEST_CASE("the same hours are told in the same words, however they are written") {
  struct Row {
    std::string_view open;
    std::string_view expected;
  };
  const Row row = GENERATE(values<Row>({
      {R"(["daily 09:00-21:00"])", "Open every day 09:00–21:00,"},
      {R"(["mon-sun 09:00-13:00", "daily 13:00-21:00"])", "Open every day 09:00–21:00,"},
      {R"(["daily 12:00-21:00", "daily 09:00-13:00"])", "Open every day 09:00–21:00,"},
      {R"(["fri-mon 09:00-17:00"])", "Open Monday and Friday to Sunday 09:00–17:00,"},
      {R"(["mon,wed 09:00-17:00", "tue 10:00-17:00"])",
       "Open Monday and Wednesday 09:00–17:00, Tuesday 10:00–17:00,"},
      {R"(["sat 22:00-02:00"])", "Open Saturday 22:00–02:00,"},
      {R"(["daily 00:00-24:00"])", "Open every day 00:00–24:00,"},
      {"[]", "Never open. [r]"},
  }));
  INFO(row.open);
  const std::string text =
      told_of_rules("- { id: r, hours: { open: " + std::string(row.open) + " } }");
  INFO(text);
  CHECK(has(in_one_line(text), row.expected));
}

TEST_CASE("an obligation is told of where records of the scope can open it, and told whole") {
  struct Row {
    std::string_view match;
    bool is_told;  // of promotions by SMS, of the brand acme, to people in TR
  };
  const Row row = GENERATE(values<Row>({
      {"", true},
      {"when: { purpose: marketing, channel: [sms, call], brand: acme, country: TR }", true},
      {"when: { purpose: marketing/promotion }", true},
      {"when: { purpose: marketing/newsletter }", false},
      {"when: { purpose: survey }", false},
      {"when: { channel: call }", false},
      {"when: { country: DE }", false},
      {"when: { not: { country: TR } }", false},
      {"unless: { country: TR }", false},
      {"unless: { country: DE }", true},
      // A record that does not say its channel is not exempt by it.
      {"unless: { channel: sms }", true},
  }));
  INFO(row.match);
  const std::string comma = row.match.empty() ? "" : ", ";
  const std::string obligation = "- { id: must, opened_by: { consent: withdrawn }, due: 24h" +
                                 comma + std::string(row.match) + " }";
  ExplanationScope scope;
  scope.purpose = "marketing/promotion";
  scope.channel = "sms";
  scope.brand = "acme";
  scope.country = "TR";
  const auto policy = compiled_rules("[]\nobligations:\n  " + obligation);
  const std::string whole = told(*policy);
  CHECK(has(whole, "[must]"));
  const std::string text = told(*policy, scope);
  INFO(text);
  CHECK(has(text, "What must be done") == row.is_told);
  const auto section = [](const std::string& all) {
    const std::size_t begin = all.find("What must be done");
    return begin == std::string::npos ? std::string() : all.substr(begin);
  };
  if (row.is_told) CHECK(section(text) == section(whole));
}

TEST_CASE("the same triggers are told in the same words, however they are written") {
  const auto told_of = [](std::string_view triggers) {
    const auto policy = compiled_rules("[]\nobligations:\n  - { id: must, due: 24h, opened_by: [" +
                                       std::string(triggers) + "] }");
    const std::string text = in_one_line(told(*policy));
    const std::size_t begin = text.find("When ");
    return text.substr(begin, text.find(": to be done") - begin);
  };
  CHECK(told_of("{ activity: [purchase, refusal] }") ==
        "When one of the activities purchase or refusal is recorded");
  CHECK(told_of("{ activity: purchase }, { activity: [refusal, purchase] }") ==
        "When one of the activities purchase or refusal is recorded");
  CHECK(told_of("{ consent: granted }, { consent: granted, registered: true }") ==
        "When a consent is granted");
  CHECK(
      told_of("{ consent: granted, registered: false }, { consent: granted, registered: true }") ==
      "When a consent is granted");
  CHECK(told_of("{ activity: refusal }, { consent: withdrawn }") ==
        "When a consent is withdrawn or the activity refusal is recorded");
}

TEST_CASE("what must be done is in the JSON, with the obligation's id") {
  const auto policy = compiled_rules(
      "[]\nobligations:\n  - { id: must, text: Do it., opened_by: { consent: withdrawn }, due: 24h "
      "}");
  const auto explanation = explain_policy(*policy, {}, prose::english());
  REQUIRE(explanation.ok());
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  write_explanation(*explanation, prose::english(), json);
  INFO(out);
  CHECK(has(out, R"("obligations":[{"rule":"must","text":"When a consent is withdrawn: to be done )"
                 R"(within 24 hours. Done only when a record that names it says so. In its )"
                 R"(author's words: “Do it.”"}])"));
}

TEST_CASE("a name that the policy has not is an error with the nearest one") {
  const auto policy = compiled_rules("[]");
  const auto error_of = [&](const ExplanationScope& scope) {
    const auto explanation = explain_policy(*policy, scope, prose::english());
    return explanation.ok() ? std::string() : explanation.error().message;
  };
  ExplanationScope scope;
  scope.purpose = "marketing/promotoin";
  CHECK(error_of(scope) ==
        "the policy knows no purpose `marketing/promotoin` (did you mean "
        "`marketing/promotion`?)");
  scope = {};
  scope.channel = "smss";
  CHECK(error_of(scope) == "the policy knows no channel `smss` (did you mean `sms`?)");
  scope = {};
  scope.brand = "acne";
  CHECK(error_of(scope) == "the policy knows no brand `acne` (did you mean `acme`?)");
  scope = {};
  scope.country = "tr";
  CHECK(error_of(scope) ==
        "there is no country `tr`; write its two letters in upper case, as `TR`");
}

}  // namespace tact
