// What tests of warnings share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {

// The warnings of a policy with these rules, as "line:column: warning: message" lines. Fails the
// test where it does not compile.
inline std::string warnings_of(std::string_view rules,
                               std::optional<LocalDate> today = std::nullopt) {
  const Compiled compiled = compile_text(policy_with(rules), today);
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy);
  return messages(compiled);
}

inline bool warns(std::string_view rules, std::string_view part,
                  std::optional<LocalDate> today = std::nullopt) {
  return warnings_of(rules, today).find(part) != std::string::npos;
}

}  // namespace tact
