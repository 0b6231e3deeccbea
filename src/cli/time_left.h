// How long until something is due, in words.
#pragma once

#include <string>

#include "tact/time.h"

namespace tact::cli {

// "3 days left", "30 hours late", "90 minutes left": never more exact than that, never rounded up.
std::string time_left(Instant due, Instant now);

}  // namespace tact::cli
