// What the check `consent` and the condition of that name ask for.
#pragma once

#include "tact/policy.h"

#include "core/policy/scope.h"
#include "core/yaml/tree.h"

namespace tact {

// Mistakes go to the scope.
ConsentCheck read_consent_check(const YamlNode& node, const PolicyScope& scope);

}  // namespace tact
