// What a past decision looked at, read from the ledger alone.
#pragma once

#include <string>

#include "tact/entry.h"
#include "tact/result.h"

#include "core/json/writer.h"
#include "http/api.h"
#include "http/call.h"

namespace tact::http {

// Adds to a decision's object `policy_activated`, the activation that it was made under, and
// `rules` and `matches_record`; where the policy of that day cannot be had any more, `unexplained`
// says why instead. An Error where the ledger cannot be read. Threads: any; it may take its time.
Status write_past(const Api& api, const Entry& decision, JsonWriter& json);

// The decision as a file of tests that holds one case called `name`; 409 where that cannot be.
// Threads: as write_past().
Response past_as_test(const Api& api, const Entry& decision, const std::string& name);

}  // namespace tact::http
