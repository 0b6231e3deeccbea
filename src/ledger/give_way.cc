#include "ledger/give_way.h"

#include <algorithm>

#include <sys/resource.h>

namespace tact {

void give_way() {
  constexpr int further_back = 10;
  constexpr int last_of_all = 19;
  // On Linux 0 is the calling thread, not the process.
  const int now = getpriority(PRIO_PROCESS, 0);
  static_cast<void>(setpriority(PRIO_PROCESS, 0, std::min(now + further_back, last_of_all)));
}

}  // namespace tact
