// What a rule looked at, in JSON.
#pragma once

#include "tact/insight.h"

#include "core/json/writer.h"

namespace tact {

// The member `seen` of an object; nothing where the rule looked at nothing. REQUIRES: `json` does
// not sort.
void write_insight(const Insight& insight, JsonWriter& json);

}  // namespace tact
