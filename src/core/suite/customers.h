// The people of a test suite.
#pragma once

#include <string>

#include "core/suite/suite.h"
#include "core/yaml/tree.h"

namespace tact {

// REQUIRES: node.is_map().
TestCustomer read_test_customer(const YamlEntry& entry, Diagnostics& diagnostics);

}  // namespace tact
