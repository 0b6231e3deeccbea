// Problems (RFC 9457) as responses.
#pragma once

#include <string>
#include <vector>

#include "core/records/problem.h"
#include "http/call.h"

namespace tact::http {

inline constexpr const char* problem_type = "application/problem+json";
inline constexpr const char* ndjson_type = "application/x-ndjson";

Response problem(const Problem& problem);
Response problem(int status, std::string detail);
// 503 with Retry-After: the engine, or a reader, has too much waiting.
Response over_capacity();
Problem over_capacity_problem();
// 410: the entry's bytes are gone.
Response dropped_by_retention(Seq entry);
// 400 about one query parameter.
Response bad_parameter(const std::string& name, const std::string& message);

Response json_response(std::string body);

}  // namespace tact::http
