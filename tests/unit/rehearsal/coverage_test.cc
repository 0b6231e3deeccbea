#include "rehearsal/coverage.h"

#include <catch2/catch.hpp>

#include "unit/rehearsal/small_policy.h"

namespace tact {
namespace {

const std::string rules =
    "  - id: gap\n    text: Four hours.\n    when: { channel: sms }\n    gap: { at_least: 4h }\n"
    "  - id: no-calls\n    text: None.\n    when: { channel: call }\n    deny: true\n"
    "  - id: tried\n    text: One.\n    mode: shadow\n    cap: { at_most: 1, within: 7d }\n";

constexpr std::string_view head = R"(
now: 2026-11-24T12:00:00Z
customers:
  past: { contacts: [{ at: 2026-11-24T09:00:00Z, channel: sms, purpose: service/order }] }
  new: {}
cases:
)";

std::string asked(const std::string& customer, const std::string& channel) {
  return "  - name: " + customer + ' ' + channel + "\n    customer: " + customer +
         "\n    ask: { channel: " + channel +
         ", purpose: service/order }\n    expect: { outcome: allow }\n";
}

// "gap 1/1/2 covered": passing, failing, not applied.
std::string shown(const Coverage& coverage) {
  std::string text;
  for (const RuleCoverage& rule : coverage.rules()) {
    text += rule.id + ' ' + std::to_string(rule.passing) + '/' + std::to_string(rule.failing) +
            '/' + std::to_string(rule.not_applied) + (rule.is_covered() ? " covered\n" : "\n");
  }
  return text;
}

Coverage coverage_of(const std::string& cases) {
  const auto policy = policy_from(rules);
  const TestSuite suite = suite_from(std::string(head) + cases);
  Coverage coverage;
  coverage.add_rules(*policy);
  for (const TestCase& test : suite.cases) {
    coverage.add_case(*policy, run_case(policy, suite, test));
  }
  return coverage;
}

}  // namespace

TEST_CASE("a rule is covered once a case made it pass and another made it fail", "[coverage]") {
  CHECK(shown(coverage_of(asked("past", "sms"))) == "gap 0/1/0\nno-calls 0/0/1\ntried 0/1/0\n");
  CHECK(shown(coverage_of(asked("past", "sms") + asked("new", "sms"))) ==
        "gap 1/1/0 covered\nno-calls 0/0/2\ntried 1/1/0 covered\n");
}

TEST_CASE("a rule that never passes is covered once it lets someone by", "[coverage]") {
  CHECK(shown(coverage_of(asked("new", "call"))) == "gap 0/0/1\nno-calls 0/1/0\ntried 1/0/0\n");
  CHECK(shown(coverage_of(asked("new", "call") + asked("new", "sms"))) ==
        "gap 1/0/1\nno-calls 0/1/1 covered\ntried 2/0/0\n");
}

TEST_CASE("only enforced rules need to be covered", "[coverage]") {
  const Coverage coverage = coverage_of(asked("past", "sms") + asked("new", "sms"));
  CHECK(coverage.enforced() == 2);
  CHECK(coverage.covered() == 1);
}

TEST_CASE("a rule that several policies include is counted once", "[coverage]") {
  const auto policy = policy_from(rules);
  const auto other = policy_from(rules);
  const TestSuite suite =
      suite_from(std::string(head) + asked("past", "sms") + asked("new", "sms"));
  Coverage coverage;
  coverage.add_rules(*policy);
  coverage.add_rules(*other);
  coverage.add_case(*policy, run_case(policy, suite, suite.cases.at(0)));
  coverage.add_case(*other, run_case(other, suite, suite.cases.at(1)));
  CHECK(shown(coverage) == "gap 1/1/0 covered\nno-calls 0/0/2\ntried 1/1/0 covered\n");
}

TEST_CASE("a case that could not be asked counts for nothing", "[coverage]") {
  const std::string unknown =
      "  - name: unknown\n    customer: new\n    ask: { channel: fax, "
      "purpose: service/order }\n    expect: { outcome: allow }\n";
  CHECK(shown(coverage_of(unknown)) == "gap 0/0/0\nno-calls 0/0/0\ntried 0/0/0\n");
}

}  // namespace tact
