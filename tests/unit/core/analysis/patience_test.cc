// Rules that defer where the search for a later time ends before them.
#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

TEST_CASE("a limit that outlasts the search for a later time is said to refuse") {
  struct Row {
    std::string_view check;
    bool outlasts;
  };
  const auto row = GENERATE(values<Row>({
      {"cap: { at_most: 3, within: 367d }", true},
      {"cap: { at_most: 3, within: 366d }", false},
      {"cap: { at_most: 3, within: 367 calendar days }", true},
      {"cap: { at_most: 3, within: 366 calendar days }", false},
      {"cap: { at_most: 3, within: calendar year }", false},
      {"on_fail: deny, cap: { at_most: 3, within: 367d }", false},
      {"gap: { at_least: 367d }", true},
      {"gap: { at_least: 366d }", false},
      {"volume: { at_most: 3, within: 53w }", true},
      {"volume: { at_most: 3, within: 52w }", false},
      {"cooldown: { after: { event: refusal }, for: 13 months }", true},
      {"cooldown: { after: { event: refusal }, for: 12 months }", false},
      {"cooldown: { after: { event: refusal }, for: 366 calendar days }", true},
      {"cooldown: { after: { event: refusal }, for: 366 calendar days, first_day: event }", false},
      {"cooldown: { after: { event: refusal }, for: 2 years }", true},
      {"on_fail: deny, cooldown: { after: { event: refusal }, for: 2 years }", false},
  }));
  INFO(row.check);
  CHECK(warns("- { id: a, " + std::string(row.check) + " }", "refused, not deferred") ==
        row.outlasts);
}

}  // namespace
}  // namespace tact
