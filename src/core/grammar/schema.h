// JSON Schema, draft-07, of the two kinds of files: what editors complete and explain by. It can
// see a mapping's keys and the form of each value, but not what other places of a file, other files
// or the zones say.
#pragma once

#include <string>

#include "core/grammar/grammar.h"

namespace tact {

// Of a file whose outermost mapping is `file`, for people: indented by two blanks, with a line's
// end. `title` is what editors call it.
std::string json_schema(const MapGrammar& file, std::string_view title);

// As `tact policy schema` prints them.
std::string policy_schema();
std::string test_schema();

}  // namespace tact
