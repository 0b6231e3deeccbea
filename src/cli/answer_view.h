// A decision for people, from the JSON that a daemon answers.
#pragma once

#include <string>

#include "cli/shell.h"
#include "core/json/reader.h"

namespace tact::cli {

Ink ink_of(std::string_view outcome);

// A list of reasons, one a line, aligned. In the list `rules` of an explanation those that pass say
// so.
std::string render_reasons(const std::vector<JsonValue>& reasons, const Shell& shell);

// Outcome, when to come back, and why; what an explained answer adds.
std::string render_answer(JsonValue answer, const Shell& shell);

}  // namespace tact::cli
