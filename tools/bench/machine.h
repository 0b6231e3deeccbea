// What the figures were measured on.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tact/time.h"

namespace tact::bench {

// Name and value, in the order in which they are shown. `directory` is where data will lie.
std::vector<std::pair<std::string, std::string>> machine_facts(const std::string& directory);

// Tomorrow at 09:00 in Istanbul, by the time at which the folder was made.
Instant tomorrow_morning(const std::string& new_directory);

// Processor time used so far, of all threads: by this process, and by another one.
std::chrono::microseconds own_cpu();
// The same of the calling thread: what waiting for a core on a busy machine does not change.
std::chrono::microseconds thread_cpu();
std::chrono::microseconds cpu_of(int process);
// Of a process and those that it started itself and that still run.
std::chrono::microseconds cpu_of_family(int process);

// This process's memory that is in the machine's, in MiB: now, and the most since it was forgotten.
double resident_mib();
double most_resident_mib();
void forget_most_resident();

// The instructions that the thread which made it has run in this program: of all figures the one
// that a busy machine moves least. One thread.
class InstructionCounter {
 public:
  InstructionCounter();
  InstructionCounter(const InstructionCounter&) = delete;
  InstructionCounter& operator=(const InstructionCounter&) = delete;
  ~InstructionCounter();

  // False where the machine or its keeper does not let them be counted: now() is 0 then.
  bool works() const { return counter_ >= 0; }
  std::uint64_t now() const;

 private:
  int counter_;
};

}  // namespace tact::bench
