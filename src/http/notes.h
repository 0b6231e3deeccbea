// What the resources that give signed notes have in common.
#pragma once

#include <string>

#include "tact/result.h"

#include "http/api.h"
#include "http/call.h"

namespace tact::http {

Response text_response(std::string text);
// 500, and the operator is told: nobody can be shown what the log commits to.
Response cannot_sign(const Api& api, const Error& why);
// 404: no witness has signed yet.
Response no_witness();

}  // namespace tact::http
