// What came of policy tests, for people, programs and build servers.
#pragma once

#include <string>
#include <vector>

#include "cli/shell.h"
#include "rehearsal/suite_run.h"

namespace tact::cli {

// The failed cases, expected and actual side by side, one line for each suite, and totals.
std::string report_text(const std::vector<SuiteResult>& suites, const Shell& shell);
// {"suites":[{"file","tests","cases":[{"name","passed","expected","actual"}]}],"not_compiled":[…],
// "passed","failed"}. `not_compiled` are the files of suites that could not be run.
std::string report_json(const std::vector<SuiteResult>& suites,
                        const std::vector<std::string>& not_compiled);
// JUnit's XML, as build servers read it; a suite that could not be run is an error.
std::string report_junit(const std::vector<SuiteResult>& suites,
                         const std::vector<std::string>& not_compiled);

}  // namespace tact::cli
