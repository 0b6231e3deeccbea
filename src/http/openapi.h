// The interface described in OpenAPI 3.1, made from the table of routes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/router.h"

namespace tact::http {

std::string describe(std::span<const Route> routes);

// The schemas that routes name: one JSON object, by name.
std::string_view openapi_schemas();

}  // namespace tact::http
