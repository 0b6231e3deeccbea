#include "daemon/machine_memory.h"

#include <algorithm>
#include <fstream>

#include <unistd.h>

namespace tact {

std::size_t memory_of_machine() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  std::size_t bytes = std::size_t{2} << 30;  // Where the system does not say.
  if (pages > 0 && page > 0)
    bytes = static_cast<std::size_t>(pages) * static_cast<std::size_t>(page);
  // Within a container this is its own group's; "max" where it has no bound.
  std::ifstream limit("/sys/fs/cgroup/memory.max");
  std::size_t allowed = 0;
  if (limit >> allowed) bytes = std::min(bytes, allowed);
  return bytes;
}

}  // namespace tact
