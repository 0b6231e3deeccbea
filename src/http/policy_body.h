// The bodies that carry policies, and what is said of policies that are not fine.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/policy/bundle.h"
#include "http/call.h"
#include "rehearsal/examine.h"

namespace tact::http {

// Whether the body is one YAML file and not JSON.
bool is_yaml(std::string_view content_type);

// The bundle of a body that carries nothing else: {"files":[…],"tests":[…]}, or one YAML file,
// which is then called policy.yaml. Otherwise the response says what is wrong.
Result<PolicyBundle, Response> read_policy_bundle(Desk& desk, const Call& call);

// 422: the policy does not compile, or its tests do not pass. Beside the members of any problem it
// has "diagnostics" and "tests".
Response not_fine(const Examined& examined);

// 404.
Response no_such_version(const std::string& version);

// Writes "diagnostics" and "tests" into the object that `json` has open.
void write_examined(const Examined& examined, JsonWriter& json);

}  // namespace tact::http
