// The check `hours`.
#pragma once

#include <bitset>
#include <optional>
#include <string_view>
#include <vector>

#include "tact/policy.h"
#include "tact/result.h"

#include "core/policy/scope.h"
#include "core/yaml/tree.h"

namespace tact {

// From Sunday, as std::chrono::weekday counts.
using Weekdays = std::bitset<7>;

// "mon", "mon-fri", "mon,wed-fri", "daily". The error's message is the hint.
Result<Weekdays> parse_weekdays(std::string_view text);

// "mon-fri 09:00-13:00", "fri-mon 22:00-02:00", "mon,wed 09:00-24:00", "daily 09:00-21:00": one
// interval for each weekday. None where it ends as it starts. The error's message is the hint.
Result<std::vector<OpenInterval>> parse_open_hours(std::string_view text);

// An IANA zone; null for `customer`, and after an error.
const TimeZone* read_clock(const YamlNode& node, const PolicyScope& scope);

HoursCheck read_hours_check(const YamlNode& node, const PolicyScope& scope);

}  // namespace tact
