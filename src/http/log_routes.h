// The part of the table of routes that proves what the log holds.
#pragma once

#include <vector>

#include "http/router.h"

namespace tact::http {

std::vector<Route> log_proof_routes();

}  // namespace tact::http
