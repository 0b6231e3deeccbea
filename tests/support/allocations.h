// Counts what a program takes from the heap. Linking tact_counting_allocator replaces the program's
// operator new: for programs that test this alone.
#pragma once

#include <cstdint>

namespace tact::test {

// How often this thread has called operator new, of any form.
std::uint64_t allocations();
// What it holds of that, as the allocator counts; what other threads gave back is held by none.
std::int64_t allocated_bytes();

}  // namespace tact::test
