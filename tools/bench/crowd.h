// A policy in which few rules of many concern a request.
#pragma once

#include <memory>
#include <string>

#include "tact/policy.h"
#include "tact/result.h"

namespace tact::bench {

// The policy at `path` with `rules` more, none of which is for what the workloads ask: of other
// countries, regions, brands and campaigns.
Result<std::shared_ptr<const Policy>> crowded_policy(const std::string& path, int rules,
                                                     std::shared_ptr<const ZoneBook> zones);

}  // namespace tact::bench
