// tact policy test: the tests beside a policy, through the same engine logic as the daemon's.
#include <map>
#include <memory>

#include "cli/policy_desk.h"
#include "cli/suite_filter.h"
#include "cli/suite_report.h"
#include "cli/verb.h"
#include "files/policy_tests.h"

namespace tact::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "text";
  SuiteFilter filter;
  ReportOptions report;
};

// Runs suites one after another. Diagnostics go to standard error, so that the report stays whole.
class SuiteRunner {
 public:
  SuiteRunner(const Options& options, const Shell& shell)
      : options_(options), shell_(shell), desk_(shell.today) {
    report_.is_filtered = !options.filter.is_empty();
  }

  // An Error only where nothing can be run at all.
  Status run(const std::string& path) {
    const SuiteReading reading = desk_.read_suite(path);
    say(reading.diagnostics);
    if (!reading.suite) {
      report_.not_compiled.push_back(path);
      return Done{};
    }
    const auto policy = policy_at(reading.suite->policy);
    if (!policy) return policy.error();
    if (*policy == nullptr) {
      report_.not_compiled.push_back(path);
      return Done{};
    }
    report_.coverage.add_rules(**policy);
    SuiteResult result{path, reading.suite->name, {}};
    for (const TestCase& test : reading.suite->cases) {
      if (!options_.filter.takes_name(reading.suite->name, test.name)) continue;
      CaseResult of_case = run_case(*policy, *reading.suite, test);
      if (!options_.filter.takes_result(of_case)) continue;
      report_.coverage.add_case(**policy, of_case);
      result.cases.push_back(std::move(of_case));
    }
    if (!result.cases.empty()) report_.suites.push_back(std::move(result));
    return Done{};
  }

  const SuiteReport& report() const { return report_; }

 private:
  Result<std::shared_ptr<const Policy>> policy_at(const std::string& path) {
    const auto known = policies_.find(path);
    if (known != policies_.end()) return known->second;
    auto compiled = desk_.compile(path);
    if (!compiled) return std::move(compiled).error();
    // Its warnings are for `policy check`.
    if (compiled->policy == nullptr) say(compiled->diagnostics);
    policies_[path] = compiled->policy;
    return compiled->policy;
  }

  void say(const std::vector<Diagnostic>& diagnostics) const {
    const std::string text = render_diagnostics(diagnostics);
    std::fwrite(text.data(), 1, text.size(), shell_.err);
  }

  const Options& options_;
  const Shell& shell_;
  PolicyDesk desk_;
  std::map<std::string, std::shared_ptr<const Policy>> policies_;
  SuiteReport report_;
};

// The suites among the files that are found. Who names a file means it, whatever its name.
std::vector<std::string> suites_among(const FoundFiles& found, const Options& options) {
  std::vector<std::string> suites = found.suites;
  for (const std::string& path : options.paths) {
    if (is_test_file(path)) continue;
    for (const std::string& policy : found.policies) {
      if (policy == path) suites.push_back(path);
    }
  }
  return suites;
}

// Why there is nothing to report; "" where there is.
std::string nothing_chosen(const SuiteReport& report, const SuiteFilter& filter) {
  std::vector<std::string> known;
  for (const RuleCoverage& rule : report.coverage.rules()) known.push_back(rule.id);
  if (!report.not_compiled.empty()) return "";
  if (auto unknown = unknown_rule(filter, known)) return *unknown;
  if (!report.suites.empty()) return "";
  if (filter.is_empty()) return "the files found have no cases";
  return "no case is chosen: `--filter` looks at `suite: case`, `--rule` at rules that fail";
}

int exit_code_of(const SuiteReport& report, const Options& options) {
  if (!report.not_compiled.empty()) return exit_not_compiled;
  const Coverage& coverage = report.coverage;
  const bool is_covered = coverage.covered() == coverage.enforced();
  if (totals_of(report.suites).failed > 0) return exit_test_failed;
  return options.report.coverage_required && !is_covered ? exit_test_failed : exit_fine;
}

int run(const Options& options, const Shell& shell) {
  if (options.report.coverage_required && !options.filter.is_empty()) {
    shell.complain("`--require-coverage` looks at all cases; leave out `--filter` and `--rule`");
    return exit_usage;
  }
  const auto found = find_policy_files(options.paths);
  if (!found) {
    shell.complain(found.error().message);
    return exit_usage;
  }
  const std::vector<std::string> suites = suites_among(*found, options);
  if (suites.empty()) {
    shell.complain("no tests found; they stand in files that end in _test.yaml");
    return exit_usage;
  }
  SuiteRunner runner(options, shell);
  for (const std::string& path : suites) {
    if (const auto status = runner.run(path); !status) {
      shell.complain(status.error().message);
      return exit_trouble;
    }
  }
  const SuiteReport& report = runner.report();
  if (const std::string why = nothing_chosen(report, options.filter); !why.empty()) {
    shell.complain(why);
    return exit_usage;
  }
  if (options.format == "text") shell.print(report_text(report, options.report, shell));
  if (options.format == "json") shell.print(report_json(report, options.report));
  if (options.format == "junit") shell.print(report_junit(report, options.report));
  return exit_code_of(report, options);
}

}  // namespace

void add_policy_test(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(parent, "test",
                            {"Run the tests that stand beside policies (_test.yaml).",
                             "  tact policy test policies --filter \"night\"\n"
                             "  tact policy test policies --coverage --require-coverage",
                             "  0  all passed\n"
                             "  2  bad arguments, or no test found\n"
                             "  3  a policy or a file of tests does not compile\n"
                             "  4  a test failed, or with --require-coverage: a rule that is "
                             "enforced was not seen both passing and failing"});
  verb->add_option("PATH", options->paths, "Files of tests, or folders to look for them in")
      ->required();
  verb->add_option("--format", options->format, "text, json or junit; text by default")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "junit"}));
  verb->add_option("--filter", options->filter.names,
                   "Only cases whose `suite: name` has this in it, or is this where it has a * for "
                   "anything; may be given several times")
      ->type_name("TEXT")
      ->expected(1)
      ->take_all();
  verb->add_option("--rule", options->filter.rules,
                   "Only cases in which this rule fails or should; may be given several times")
      ->type_name("ID")
      ->expected(1)
      ->take_all();
  verb->add_flag("--verbose", options->report.verbose,
                 "Name the cases that pass, and in those that fail the rules that pass");
  verb->add_flag("--coverage", options->report.coverage,
                 "Show how many cases make each rule pass and fail");
  verb->add_flag("--require-coverage", options->report.coverage_required,
                 "Fail where no case makes an enforced rule pass, or none makes it fail; of a "
                 "`deny`, where none lets someone by");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
