// What a role may, and how it is said that it may not.
#pragma once

#include <optional>

#include "tact/records.h"

#include "core/records/problem.h"
#include "guard/guard.h"
#include "guard/role.h"
#include "http/call.h"

namespace tact::http {

// 403 where `roles` may not say the record: requests and outcomes are a sender's, holds an
// officer's, the others a writer's.
std::optional<Problem> wrong_with_role(Roles roles, const Record& record);

// 403: the call takes one of `wanted`.
Response forbidden(Roles wanted, Roles given);

// 401, with what to show instead. Says nothing of which part of a token was wrong.
Response unauthorized(Refusal refusal);

}  // namespace tact::http
