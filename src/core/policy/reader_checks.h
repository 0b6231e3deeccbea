// The checks that rules make, but for `hours` (reader_hours.h) and `consent` (reader_consent.h).
#pragma once

#include "tact/policy.h"

#include "core/policy/scope.h"
#include "core/yaml/tree.h"

namespace tact {

// Mistakes go to the scope. `when` is the rule's: it says what counts where `count` does not.
CapCheck read_cap_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope);
GapCheck read_gap_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope);
VolumeCheck read_volume_check(const YamlNode& node, const Matcher& when, const PolicyScope& scope);
ListCheck read_list_check(const YamlNode& node, const PolicyScope& scope);
CooldownCheck read_cooldown_check(const YamlNode& node, const PolicyScope& scope);
DenyCheck read_deny_check(const YamlNode& node, const PolicyScope& scope);

}  // namespace tact
