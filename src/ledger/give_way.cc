#include "ledger/give_way.h"

#include <sys/resource.h>

namespace tact {

void give_way() {
  constexpr int niceness = 10;
  // On Linux 0 is the calling thread, not the process.
  static_cast<void>(setpriority(PRIO_PROCESS, 0, niceness));
}

}  // namespace tact
