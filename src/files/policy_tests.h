// The tests that stand beside a policy's files on disk.
#pragma once

#include <string>
#include <vector>

#include "tact/result.h"

#include "core/policy/bundle.h"

namespace tact {

// "policy_test.yaml".
bool is_test_file(const std::string& name);

// A compiled policy with its tests: the files named `…_test.yaml` in the folders of its files, but
// for those of other policies that happen to lie there. An Error where a folder cannot be listed.
Result<PolicyBundle> bundle_with_tests(const Compiled& compiled);

}  // namespace tact
