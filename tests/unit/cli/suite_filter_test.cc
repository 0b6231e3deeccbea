#include "cli/suite_filter.h"

#include <catch2/catch.hpp>

namespace tact::cli {
namespace {

bool takes(std::vector<std::string> names, const std::string& test) {
  SuiteFilter filter;
  filter.names = std::move(names);
  return filter.takes_name("acme", test);
}

CaseResult case_with(std::vector<std::string> expected, std::vector<std::string> failing) {
  CaseResult result;
  result.expect.rules = std::move(expected);
  for (std::string& rule : failing) {
    Reason reason;
    reason.rule = std::move(rule);
    result.decision.reasons.push_back(std::move(reason));
  }
  return result;
}

}  // namespace

TEST_CASE("a text is looked for anywhere in `suite: case`, a pattern fits the whole") {
  CHECK(takes({}, "a night"));
  CHECK(takes({"night"}, "a night"));
  CHECK(takes({"acme: a"}, "a night"));
  CHECK(takes({"acme: *"}, "a night"));
  CHECK(takes({"*night"}, "a night"));
  CHECK_FALSE(takes({"night*"}, "a night"));
  CHECK_FALSE(takes({"day"}, "a night"));
  CHECK(takes({"day", "night"}, "a night"));
}

TEST_CASE("a rule chooses the cases in which it fails or should") {
  SuiteFilter filter;
  CHECK(filter.takes_result(case_with({}, {})));
  filter.rules = {"gap", "cap"};
  CHECK(filter.takes_result(case_with({"gap"}, {})));
  CHECK(filter.takes_result(case_with({}, {"hours", "cap"})));
  CHECK_FALSE(filter.takes_result(case_with({"hours"}, {"hours"})));
}

TEST_CASE("a rule that no policy has is said") {
  SuiteFilter filter;
  filter.rules = {"gap", "cpa"};
  CHECK(unknown_rule(filter, {"gap", "cpa"}) == std::nullopt);
  CHECK(unknown_rule(filter, {"gap", "cap"}) ==
        "no policy tested here has a rule `cpa` (did you mean `cap`?)");
}

}  // namespace tact::cli
