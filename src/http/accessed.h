// What is recorded where somebody reads what is about people: src/design/0012.
#pragma once

#include <string_view>

#include "engine/command.h"
#include "http/call.h"

namespace tact::http {

// A reading of `resource`, with the names of the call's parameters but for those that only say how
// to answer. Who reads fills in how much was returned and whom it was about, and gives it with the
// answer.
Accessed reading_of(std::string_view resource, const Call& call);

}  // namespace tact::http
