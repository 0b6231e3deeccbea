// Policy tests as JUnit's XML.
#include "cli/suite_report.h"
#include "core/yaml/source.h"

namespace tact::cli {
namespace {

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string counts_as_attributes(std::uint64_t tests, std::uint64_t failures) {
  return " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + '"';
}

std::string coverage_suite(const Coverage& coverage) {
  std::string out =
      "  <testsuite name=\"coverage\"" +
      counts_as_attributes(coverage.enforced(), coverage.enforced() - coverage.covered()) + ">\n";
  for (const RuleCoverage& rule : coverage.rules()) {
    if (rule.mode == RuleMode::shadow) continue;
    out += "    <testcase name=\"" + xml_escaped(rule.id) + "\" classname=\"coverage\" file=\"" +
           xml_escaped(rule.place.file) + "\" line=\"" + std::to_string(rule.place.line) + '"';
    const std::string missing = missing_words(rule);
    out += missing.empty() ? "/>\n"
                           : ">\n      <failure message=\"" + missing + "\"/>\n    </testcase>\n";
  }
  return out + "  </testsuite>\n";
}

}  // namespace

std::string report_junit(const SuiteReport& report, const ReportOptions& options) {
  SuiteTotals all = totals_of(report.suites);
  if (options.coverage_required) {
    all.cases += report.coverage.enforced();
    all.failed += report.coverage.enforced() - report.coverage.covered();
  }
  const Shell plain;  // No colour inside a file.
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                    counts_as_attributes(all.cases, all.failed) + ">\n";
  for (const SuiteResult& suite : report.suites) {
    out += "  <testsuite name=\"" + xml_escaped(suite.name) + "\" file=\"" +
           xml_escaped(suite.path) + '"' +
           counts_as_attributes(suite.cases.size(), suite.failed()) + ">\n";
    for (const CaseResult& result : suite.cases) {
      out += "    <testcase name=\"" + xml_escaped(printable(result.name)) + "\" classname=\"" +
             xml_escaped(suite.name) + "\" file=\"" + xml_escaped(suite.path) + "\" line=\"" +
             std::to_string(result.place.line) + '"';
      if (result.passed()) {
        out += "/>\n";
        continue;
      }
      const std::string differs =
          result.refused.empty() ? joined(result.differs) + " not as expected" : "not asked";
      out += ">\n      <failure message=\"" + differs + "\">\n" +
             xml_escaped(failure_text(result, options, plain)) +
             "      </failure>\n    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  for (const std::string& file : report.not_compiled) {
    const std::string name = xml_escaped(file);
    out += "  <testsuite name=\"" + name + "\" file=\"" + name +
           "\" tests=\"1\" failures=\"0\" errors=\"1\">\n    <testcase name=\"compiles\" "
           "classname=\"" +
           name +
           "\">\n      <error message=\"the tests or their policy do not compile; see "
           "`tact policy check`\"/>\n    </testcase>\n  </testsuite>\n";
  }
  if (options.coverage_required) out += coverage_suite(report.coverage);
  return out + "</testsuites>\n";
}

}  // namespace tact::cli
