// A simulation's report for people, from the JSON that it is sent and written as.
#pragma once

#include <string>

#include "cli/shell.h"
#include "core/json/reader.h"

namespace tact::cli {

std::string render_simulation(JsonValue report, const Shell& shell);

}  // namespace tact::cli
