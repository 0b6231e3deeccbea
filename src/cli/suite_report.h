// What came of policy tests, for people, programs and build servers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tact/time_zone.h"

#include "cli/shell.h"
#include "rehearsal/coverage.h"
#include "rehearsal/suite_run.h"

namespace tact::cli {

struct SuiteReport {
  std::vector<SuiteResult> suites;
  std::vector<std::string> not_compiled;  // files of suites that could not be run
  Coverage coverage;                      // of the cases in `suites`
  bool is_filtered = false;               // there are more cases
};

struct ReportOptions {
  bool verbose = false;   // cases that passed, and rules that pass in those that failed
  bool coverage = false;  // rule by rule
  bool coverage_required = false;
};

struct SuiteTotals {
  std::uint64_t cases = 0;
  std::uint64_t failed = 0;
};
SuiteTotals totals_of(const std::vector<SuiteResult>& suites);

// The failed cases, expected and actual side by side, one line for each suite, totals, and how many
// rules are covered.
std::string report_text(const SuiteReport& report, const ReportOptions& options,
                        const Shell& shell);
// {"suites":[{"file","tests","cases":[{"name","passed","expected","actual"}]}],"not_compiled":[…],
// "passed","failed","coverage"?}.
std::string report_json(const SuiteReport& report, const ReportOptions& options);
// JUnit's XML, as build servers read it; a suite that could not be run is an error. Where coverage
// is required, each enforced rule is a test of its own.
std::string report_junit(const SuiteReport& report, const ReportOptions& options);

// What was asked, expected and seen in a case that failed.
std::string failure_text(const CaseResult& result, const ReportOptions& options,
                         const Shell& shell);
// Rule by rule, by file.
std::string coverage_text(const Coverage& coverage, const Shell& shell);
// The enforced rules that no test makes fail, and those that none makes pass.
std::string uncovered_text(const Coverage& coverage);
// What is missing of a rule's coverage, "no test makes it fail"; "" where nothing is.
std::string missing_words(const RuleCoverage& rule);

// "a, b"; "none" where there are none.
std::string joined(const std::vector<std::string>& words);

// RFC 3339 on the wall clock of `zone`; null: UTC.
std::string local_instant(Instant instant, const TimeZone* zone);

}  // namespace tact::cli
