#include "core/policy/compile.h"

#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {

TEST_CASE("all mistakes come at once, by their place") {
  const Compiled compiled = compile_text(policy_with(
      "- id: one\n  deny: yes\n  when: { channel: fax }\n- id: two\n  cap: { at_most: 0 }\n"));
  CHECK(compiled.policy == nullptr);
  CHECK(messages(compiled) ==
        "14:9: error: `deny` must be `true` or `false`\n"
        "15:20: error: unknown channel `fax`\n"
        "17:8: error: `within` is missing here\n"
        "17:19: error: `at_most` must be a whole number, 1 or more\n");
}

TEST_CASE("one mistake is enough for no policy at all") {
  CHECK(compile_text(policy_with("- { id: a, deny: true }\n")).policy != nullptr);
  CHECK(compile_text(policy_with("- { id: a, deny: true }\n- { id: a, deny: true }\n")).policy ==
        nullptr);
}

TEST_CASE("the policy keeps its zones alive") {
  std::shared_ptr<const Policy> policy;
  {
    MemoryFiles files({{"p.yaml", policy_with("[]")}});
    policy = compile_policy("p.yaml", files, some_zones(), std::nullopt).policy;
  }
  REQUIRE(policy);
  CHECK(policy->defaults.timezone->name() == "Europe/Istanbul");
  CHECK(policy->zones->find("UTC") != nullptr);
}

TEST_CASE("a rule says one thing only") {
  struct Row {
    std::string_view lines;
    std::string_view message;
  };
  const Row row = GENERATE(values<Row>({
      {"text: x", "error: a rule needs a check\n"},
      {"deny: true\nconsent: {}", "error: a second check in one rule\n"},
      {"consent: {}\non_fail: defer",
       "error: a failing `consent` is always a denial: no waiting cures it\n"},
      {"deny: true\non_fail: deny",
       "error: a failing `deny` is always a denial: no waiting cures it\n"},
      {"deny: true\nmode: off", "error: unknown mode `off`\n"},
      {"deny: true\ntext: ''", "error: `text` is empty\n"},
      {"deny: true\nlaw: null", "error: `law` has no value\n"},
  }));
  INFO(row.lines);
  CHECK(messages_of_rule(row.lines) == row.message);
}

TEST_CASE("a purpose may be an inner node of the tree, but not one that is not there") {
  CHECK(messages_of_rule("when: { purpose: survey }\ndeny: true").find("unknown") ==
        std::string::npos);
  CHECK(messages_of_rule("when: { purpose: surv }\ndeny: true") ==
        "error: unknown purpose `surv`\n");
  CHECK(messages_of_rule("when: { purpose: survey/satisfaction/deep }\ndeny: true") ==
        "error: unknown purpose `survey/satisfaction/deep`\n");
}

}  // namespace tact
