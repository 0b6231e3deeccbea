// How much memory there is for this process.
#pragma once

#include <cstddef>

namespace tact {

// In bytes: the machine's, or what its control group may take where that is less.
std::size_t memory_of_machine();

}  // namespace tact
