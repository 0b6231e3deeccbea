// Explained rules for people: what each saw, in the time of whoever reads.
#pragma once

#include <string>
#include <vector>

#include "cli/shell.h"
#include "core/json/reader.h"

namespace tact::cli {

// The elements of an answer's or a decision's `rules`, in their order.
std::string render_rules(const std::vector<JsonValue>& rules, const Shell& shell);

}  // namespace tact::cli
