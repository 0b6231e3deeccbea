// JSON Schema of single values.
#pragma once

#include "core/grammar/grammar.h"
#include "core/json/writer.h"

namespace tact {

// Writes the members of the value's schema into the object that is begun. What is a mapping, and
// what needs a pattern, is a reference to `#/definitions/NAME`.
void write_value_schema(const ValueGrammar& value, JsonWriter& json);

// All definitions that values without a mapping refer to, as members of the object that is begun.
void write_form_definitions(JsonWriter& json);

}  // namespace tact
