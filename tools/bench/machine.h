// What the figures were measured on.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace tact::bench {

// Name and value, in the order in which they are shown. `directory` is where data will lie.
std::vector<std::pair<std::string, std::string>> machine_facts(const std::string& directory);

// Processor time used so far, of all threads: by this process, and by another one.
std::chrono::microseconds own_cpu();
// The same of the calling thread: what waiting for a core on a busy machine does not change.
std::chrono::microseconds thread_cpu();
std::chrono::microseconds cpu_of(int process);

}  // namespace tact::bench
