// A test suite as the YAML that read_suite() reads.
#pragma once

#include <string>

#include "tact/time_zone.h"

#include "core/suite/suite.h"

namespace tact {

// Times are written on the zone's clock. `note` stands above all, as comments, a line each. The
// policy's path is written as the suite has it. REQUIRES: the suite has `now`.
std::string write_suite(const TestSuite& suite, const TimeZone& zone, const std::string& note);

}  // namespace tact
