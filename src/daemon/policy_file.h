// Which file --policies means.
#pragma once

#include <string>

#include "tact/result.h"

namespace tact {

// A file is itself. A folder stands for the `policy.yaml` in it, or for its only *.yaml file that
// is not a test.
Result<std::string> find_policy_file(const std::string& path);

}  // namespace tact
