// The answers to what cannot be done, in the words of RFC 9457.
#pragma once

#include <string>
#include <vector>

#include "engine/command.h"

namespace tact {

Reply refused_invalid(std::vector<FieldError> errors);              // 400
Reply refused_forbidden(std::string pointer, std::string message);  // 403
Reply refused_not_found(std::string pointer, std::string message);  // 404
Reply refused_conflict(std::string pointer, std::string message);   // 409
Reply refused_too_long();                                           // 409
Reply refused_unavailable(std::string detail);                      // 503
// 409: what is younger than `limit` must stay (engine/log_retention.h).
Reply refused_retention(Instant limit);

}  // namespace tact
