// Parts of a policy as texts that are equal where the parts say the same, whatever the order of
// their conditions and values. For finding equals fast; nobody reads them.
#pragma once

#include <string>

#include "tact/policy.h"

namespace tact {

std::string canonical(const Matcher& matcher);
std::string canonical(const ActivityCondition& condition);
std::string canonical(const ConsentCheck& check);

// When, unless, mode, time, on_fail and check: all that decides. Neither id, text nor law.
std::string canonical(const Rule& rule);

}  // namespace tact
