#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::hours;

}  // namespace

TEST_CASE("a purpose covers its own subtree and nothing beside it") {
  CHECK(purpose_covers("marketing", "marketing"));
  CHECK(purpose_covers("marketing", "marketing/promotion"));
  CHECK(purpose_covers("", "anything"));
  CHECK_FALSE(purpose_covers("marketing", "marketing-like"));
  CHECK_FALSE(purpose_covers("marketing/promotion", "marketing"));
  CHECK_FALSE(purpose_covers("marketing", ""));
}

TEST_CASE("a star stands for any run of characters") {
  struct Row {
    std::string_view pattern;
    std::string_view text;
    bool matches;
  };
  const Row row = GENERATE(values<Row>({
      {"spring", "spring", true},
      {"spring", "spring-2", false},
      {"spring-*", "spring-2", true},
      {"spring-*", "spring-", true},
      {"spring-*", "spring", false},
      {"*", "", true},
      {"*-2026", "spring-2026", true},
      {"*-2026", "spring-2026-b", false},
      {"a*b*c", "a-b-b-c", true},
      {"a*b*c", "acb", false},
      {"ab*ba", "aba", false},  // No character stands for two.
      {"a**c", "abc", true},
      {"", "", true},
      {"", "a", false},
  }));
  INFO(row.pattern << " and " << row.text);
  CHECK(wildcard_matches(row.pattern, row.text) == row.matches);
}

TEST_CASE("a pattern made to be slow is not") {
  std::string pattern;
  for (int i = 0; i < 64; ++i) pattern += "a*";
  CHECK_FALSE(wildcard_matches(pattern + "b", std::string(100000, 'a')));
}

TEST_CASE("contacts are kept as long as the longest window can look back") {
  struct Row {
    std::string_view rules;
    Duration kept;
  };
  const Row row = GENERATE(values<Row>({
      {"[]", hours(0)},
      {"- { id: a, deny: true }", hours(0)},
      {"- { id: a, cap: { at_most: 1, within: 7d } }", days(7)},
      {"- { id: a, gap: { at_least: 4h } }", hours(4)},
      // Of the calendar: the longest there is, and two days for the customers' zones.
      {"- { id: a, cap: { at_most: 1, within: calendar day } }", days(3)},
      {"- { id: a, cap: { at_most: 1, within: calendar week } }", days(9)},
      {"- { id: a, cap: { at_most: 1, within: calendar month } }", days(33)},
      {"- { id: a, cap: { at_most: 1, within: calendar quarter } }", days(94)},
      {"- { id: a, cap: { at_most: 1, within: calendar year } }", days(369)},
      {"- { id: a, cap: { at_most: 1, within: 30 calendar days } }", days(32)},
      {"- { id: a, volume: { at_most: 1, within: 2h } }", hours(2)},
      {"- { id: a, cap: { at_most: 1, within: 7d } }\n"
       "- { id: b, mode: shadow, cap: { at_most: 1, within: 8d } }",
       days(8)},
  }));
  INFO(row.rules);
  CHECK(longest_contact_window(*compiled_rules(row.rules)) == row.kept);
}

TEST_CASE("volume is kept only where a rule asks for it") {
  CHECK(has_volume_rules(*compiled_rules("- { id: a, volume: { at_most: 1, within: 2h } }")));
  CHECK_FALSE(has_volume_rules(*compiled_rules("- { id: a, cap: { at_most: 1, within: 2h } }")));
}

}  // namespace tact
