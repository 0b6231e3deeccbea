#include "rehearsal/suite_obligations.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace tact {
namespace {

Instant day(int number) { return Instant{} + std::chrono::days(number); }

ExpectedObligation wanted(std::string id) { return {std::move(id), std::nullopt}; }
ExpectedObligation wanted(std::string id, int due) { return {std::move(id), day(due)}; }

OpenObligation open(std::string id, int due) {
  OpenObligation one;
  one.rule = std::move(id);
  one.due = day(due);
  return one;
}

// "a 3=3" is as expected, "a 3/4" is not; `*` is any time and `-` nothing.
std::string shown(const std::vector<ExpectedObligation>& expected,
                  const std::vector<OpenObligation>& open) {
  const auto number = [](Instant at) {
    return std::to_string((at - Instant{}) / std::chrono::days{1});
  };
  std::string text;
  for (const ObligationRow& row : side_by_side(expected, open)) {
    text += text.empty() ? "" : ", ";
    text += row.id + ' ';
    text += !row.expected ? "-" : row.expected->due ? number(*row.expected->due) : "*";
    text += row.is_as_expected() ? '=' : '/';
    text += row.open ? number(row.open->due) : "-";
  }
  return text;
}

}  // namespace

TEST_CASE("each expected obligation stands beside the one that is open", "[suite]") {
  CHECK(shown({}, {}).empty());
  CHECK(shown({wanted("a", 3), wanted("b")}, {open("a", 3), open("b", 4)}) == "a 3=3, b *=4");
  CHECK(shown({wanted("b"), wanted("a", 3)}, {open("a", 3), open("b", 4)}) == "b *=4, a 3=3");
  CHECK(shown({wanted("a", 3)}, {}) == "a 3/-");
  CHECK(shown({}, {open("a", 3)}) == "a -/3");
  CHECK(shown({wanted("a", 3)}, {open("a", 4)}) == "a 3/4");
  CHECK(shown({wanted("a", 3)}, {open("b", 3)}) == "a 3/-, b -/3");
}

TEST_CASE("several of one id are paired so that as many as possible are as expected", "[suite]") {
  CHECK(shown({wanted("a"), wanted("a", 3)}, {open("a", 3), open("a", 4)}) == "a *=4, a 3=3");
  CHECK(shown({wanted("a", 4), wanted("a", 3)}, {open("a", 3), open("a", 4)}) == "a 4=4, a 3=3");
  CHECK(shown({wanted("a", 5), wanted("a")}, {open("a", 3)}) == "a 5/-, a *=3");
  CHECK(shown({wanted("a", 3)}, {open("a", 3), open("a", 3)}) == "a 3=3, a -/3");
}

}  // namespace tact
