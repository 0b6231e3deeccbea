// A test case from a real decision: what happened to a person, without the person.
#pragma once

#include <memory>
#include <string>

#include "tact/entry.h"
#include "tact/policy.h"
#include "tact/result.h"

#include "rehearsal/past.h"

namespace tact {

// A file of tests (YAML) with one case that asks what was asked and expects what was answered. The
// people and addresses in it are made up; of what was known only what the rules can look at is in
// it. It has been run: it passes under `policy`. An Error says why no such case can be made.
//
// `policy_path` is where the file says that the policy is, `name` what the case is called.
// REQUIRES: `past` is the decision's, under `policy`. Threads: any.
Result<std::string> make_test_case(const Entry& decision, const Past& past,
                                   const std::shared_ptr<const Policy>& policy,
                                   const std::string& policy_path, const std::string& name);

}  // namespace tact
