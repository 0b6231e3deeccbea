// Whether a record says only what the policy's vocabulary, zones and countries know. A misspelt
// channel must not silently match no rule.
#pragma once

#include <vector>

#include "tact/field_error.h"
#include "tact/policy.h"
#include "tact/records.h"

namespace tact {

// Every mistake, by JSON pointer; empty where there is none.
std::vector<FieldError> check_vocabulary(const Policy& policy, const ContactFields& fields);
std::vector<FieldError> check_vocabulary(const Policy& policy, const CustomerRecord& customer);
std::vector<FieldError> check_vocabulary(const Policy& policy, const ConsentRecord& consent);
std::vector<FieldError> check_vocabulary(const Policy& policy, const ActivityRecord& activity);
std::vector<FieldError> check_vocabulary(const Policy& policy, const ListRecord& list);
std::vector<FieldError> check_vocabulary(const Policy& policy, const HoldScope& scope);

}  // namespace tact
