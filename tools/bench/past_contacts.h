// What was sent to a workload's customers before, as the records of another system tell it.
#pragma once

#include <cstddef>
#include <vector>

#include "tact/time.h"

#include "bench/workload.h"
#include "engine/command.h"

namespace tact::bench {

// A contact with each customer, of the workload's mix, the first of them at `at` and the others a
// little later each.
std::vector<Command> contact_with_each(Workload& workload, Instant at);

}  // namespace tact::bench
