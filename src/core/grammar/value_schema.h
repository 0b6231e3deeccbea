// JSON Schema of single values.
#pragma once

#include <string>

#include "core/grammar/grammar.h"
#include "core/json/writer.h"

namespace tact {

// Writes the members of the value's schema into the object that is begun. What is a mapping, and
// what needs a pattern, is a reference to `#/definitions/NAME`.
void write_value_schema(const ValueGrammar& value, JsonWriter& json);

// All definitions that values without a mapping refer to, as members of the object that is begun.
void write_form_definitions(JsonWriter& json);

// The regular expression that texts of the form fit. REQUIRES: the form has one: it is neither a
// choice nor a number nor a mapping.
std::string form_pattern(Form form);

// Of a comparison with a number up to `most`. REQUIRES: 100 <= most <= 199.
std::string comparison_pattern(int most);

}  // namespace tact
