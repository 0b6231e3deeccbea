// `rules`: everything about a rule but what its check says.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tact/policy.h"

#include "core/policy/scope.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/tree.h"

namespace tact {

// A rule, and what only diagnostics need to know of it.
struct RuleDraft {
  Rule rule;
  Spot id_spot;
  Spot check_spot;
  // Of what stands under these keys; the rule's own place where they are absent.
  Spot when_spot;
  Spot unless_spot;
  Spot until_spot;
};

// Adds the rules of one file. Where a rule's id is taken already, an error.
void read_rules(const YamlNode& node, const PolicyScope& scope, std::vector<RuleDraft>& rules);

// The text under `key`, without the blanks at its end; "" where there is none.
std::string read_prose(MapReader& map, std::string_view key, Diagnostics& diagnostics);

// "2026-08-11" or "2026-08-11 13:00". Empty for anything else.
std::optional<LocalTime> parse_local_time(std::string_view text);

}  // namespace tact
