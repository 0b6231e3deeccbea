// The policy that a benchmark runs under.
#pragma once

#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

// At a file, or in a folder with policy.yaml.
Result<std::shared_ptr<const Policy>> policy_at(const std::string& path,
                                                std::shared_ptr<const ZoneBook> zones);
// With the system's zones.
Result<std::shared_ptr<const Policy>> policy_at(const std::string& path);

}  // namespace tact::bench
