// The check `hours`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tact/policy.h"
#include "tact/result.h"

#include "core/policy/scope.h"
#include "core/yaml/tree.h"

namespace tact {

// "mon-fri 09:00-13:00", "fri-mon 22:00-02:00", "mon,wed 09:00-24:00", "daily 09:00-21:00": one
// interval for each weekday. None where it ends as it starts. The error's message is the hint.
Result<std::vector<OpenInterval>> parse_open_hours(std::string_view text);

HoursCheck read_hours_check(const YamlNode& node, const PolicyScope& scope);

}  // namespace tact
