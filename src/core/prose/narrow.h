// What is left of a matcher once some things of a message and its customer are known.
#pragma once

#include <optional>
#include <string_view>

#include "tact/policy.h"

namespace tact::prose {

// What is known; "" and absent: it may be anything.
struct Known {
  std::string_view purpose;
  std::string_view channel;
  std::string_view brand;
  std::string_view country;
  std::optional<CustomerKind> kind;
};

// Empty where the matcher cannot hold; without conditions where it always does.
std::optional<Matcher> narrowed(const Matcher& matcher, const Known& known);

}  // namespace tact::prose
