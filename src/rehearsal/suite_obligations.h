// What a case of tests says that must be done, beside what really must.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/state.h"

#include "core/suite/suite.h"

namespace tact {

struct ObligationRow {
  std::string id;
  std::optional<ExpectedObligation> expected;  // empty: none was expected
  std::optional<OpenObligation> open;          // empty: none is open

  bool is_as_expected() const {
    return expected && open && (!expected->due || *expected->due == open->due);
  }
};

// Each expectation beside what fulfils it, or else beside another one of its id: in the order of
// the expectations, and after them what is open and was not expected. All are as expected where
// exactly the expected ones are open.
std::vector<ObligationRow> side_by_side(const std::vector<ExpectedObligation>& expected,
                                        const std::vector<OpenObligation>& open);

}  // namespace tact
