#include "rehearsal/suite_obligations.h"

#include <algorithm>
#include <utility>

namespace tact {
namespace {

// Gives each row that has none yet the first of `left` that fits its expectation.
template <class Fits>
void hand_out(std::vector<ObligationRow>& rows, std::vector<OpenObligation>& left, Fits fits) {
  for (ObligationRow& row : rows) {
    if (row.open) continue;
    const auto found = std::find_if(left.begin(), left.end(), [&](const OpenObligation& one) {
      return one.rule == row.id && fits(*row.expected, one);
    });
    if (found == left.end()) continue;
    row.open = std::move(*found);
    left.erase(found);
  }
}

}  // namespace

std::vector<ObligationRow> side_by_side(const std::vector<ExpectedObligation>& expected,
                                        const std::vector<OpenObligation>& open) {
  std::vector<ObligationRow> rows;
  for (const ExpectedObligation& one : expected) rows.push_back({one.id, one, std::nullopt});
  std::vector<OpenObligation> left = open;
  // The more that is asked for, the earlier its turn.
  hand_out(rows, left, [](const ExpectedObligation& wanted, const OpenObligation& one) {
    return wanted.due == one.due;
  });
  hand_out(rows, left,
           [](const ExpectedObligation& wanted, const OpenObligation&) { return !wanted.due; });
  hand_out(rows, left, [](const ExpectedObligation&, const OpenObligation&) { return true; });
  for (OpenObligation& one : left) {
    std::string id = one.rule;
    rows.push_back({std::move(id), std::nullopt, std::move(one)});
  }
  return rows;
}

}  // namespace tact
