// `when`, `unless` and `count`, and the keys that they share with checks.
#pragma once

#include "tact/policy.h"

#include "core/policy/scope.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/tree.h"

namespace tact {

enum class MatcherUse : std::uint8_t {
  request,  // `when`, `unless`: of the contact and of the customer
  counted,  // `count`: a contact's own fields only
};

// Mistakes go to the scope; what is left is still a matcher. Its conditions come in the order of
// the language's keys, not as written, so that equal matchers look equal.
Matcher read_matcher(const YamlNode& node, std::string_view what, MatcherUse use,
                     const PolicyScope& scope);

// The `label.KEY: value` pairs of a mapping, sorted by key.
Labels read_label_values(MapReader& map, const PolicyScope& scope);

// `event`: one activity or several.
std::vector<std::string> read_events(MapReader& map, const PolicyScope& scope);

// One channel, one brand, one purpose; "" where the key is absent or wrong.
std::string read_channel(MapReader& map, const PolicyScope& scope);
std::string read_brand(MapReader& map, const PolicyScope& scope);

}  // namespace tact
