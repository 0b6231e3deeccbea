// Processor time of both sides of a measure.
#pragma once

#include <string>

#include "bench/machine.h"
#include "bench/sheet.h"

namespace tact::bench {

// From when it is made.
class CpuWatch {
 public:
  // `process` is the server's; what it started counts as well.
  explicit CpuWatch(int process) : process_(process) {}
  // For each of `count`; `whose` is the server's name.
  void add_to(Sheet& sheet, const std::string& name, const std::string& whose, double count) const {
    const std::chrono::duration<double, std::micro> theirs = cpu_of_family(process_) - theirs_;
    const std::chrono::duration<double, std::micro> ours = own_cpu() - ours_;
    sheet.add(name + ": CPU of " + whose, "µs", Floor::groups_of_1024, theirs.count() / count);
    sheet.add(name + ": CPU of the load generator", "µs", Floor::none, ours.count() / count);
  }

 private:
  const int process_;
  const std::chrono::microseconds theirs_ = cpu_of_family(process_);
  const std::chrono::microseconds ours_ = own_cpu();
};

}  // namespace tact::bench
