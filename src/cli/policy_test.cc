// tact policy test: the tests beside a policy, through the same engine logic as the daemon's.
#include <map>
#include <memory>

#include "cli/policy_desk.h"
#include "cli/suite_report.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string format = "text";
  std::string filter;
};

// Runs suites one after another. Diagnostics go to standard error, so that the report stays whole.
class SuiteRunner {
 public:
  SuiteRunner(const Options& options, const Shell& shell)
      : options_(options), shell_(shell), desk_(shell.today) {}

  // An Error only where nothing can be run at all.
  Status run(const std::string& path) {
    const SuiteReading reading = desk_.read_suite(path);
    say(reading.diagnostics);
    if (!reading.suite) {
      not_compiled_.push_back(path);
      return Done{};
    }
    const auto policy = policy_at(reading.suite->policy);
    if (!policy) return policy.error();
    if (*policy == nullptr) {
      not_compiled_.push_back(path);
      return Done{};
    }
    SuiteResult result{path, reading.suite->name, {}};
    for (const TestCase& test : reading.suite->cases) {
      const std::string name = reading.suite->name + ": " + test.name;
      if (name.find(options_.filter) == std::string::npos) continue;
      result.cases.push_back(run_case(*policy, *reading.suite, test));
    }
    if (!result.cases.empty()) results_.push_back(std::move(result));
    return Done{};
  }

  bool compiles() const { return not_compiled_.empty(); }
  // The suites that could not be run, for what they or their policy say.
  const std::vector<std::string>& not_compiled() const { return not_compiled_; }
  const std::vector<SuiteResult>& results() const { return results_; }

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
  std::vector<SuiteResult> results_;
  std::vector<std::string> not_compiled_;
};

int run(const Options& options, const Shell& shell) {
  const auto found = find_policy_files(options.paths);
  if (!found) {
    shell.complain(found.error().message);
    return exit_usage;
  }
  // Who names a file means it, whatever its name.
  std::vector<std::string> suites = found->suites;
  for (const std::string& path : options.paths) {
    if (path.ends_with("_test.yaml") || path.ends_with("_test.yml")) continue;
    for (const std::string& policy : found->policies) {
      if (policy == path) suites.push_back(path);
    }
  }
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
  const std::vector<SuiteResult>& results = runner.results();
  if (results.empty() && runner.compiles()) {
    shell.complain(options.filter.empty() ? "the files found have no cases"
                                          : "no case's name has `" + options.filter + "` in it");
    return exit_usage;
  }
  if (options.format == "text") shell.print(report_text(results, shell));
  if (options.format == "json") shell.print(report_json(results, runner.not_compiled()));
  if (options.format == "junit") shell.print(report_junit(results, runner.not_compiled()));
  if (!runner.compiles()) return exit_not_compiled;
  for (const SuiteResult& suite : results) {
    if (suite.failed() > 0) return exit_test_failed;
  }
  return exit_fine;
}

}  // namespace

void add_policy_test(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(parent, "test",
                            {"Run the tests that stand beside policies (_test.yaml).",
                             "  tact policy test policies --filter \"night\"",
                             "  0  all passed\n"
                             "  2  bad arguments, or no test found\n"
                             "  3  a policy or a file of tests does not compile\n"
                             "  4  a test failed"});
  verb->add_option("PATH", options->paths, "Files of tests, or folders to look for them in")
      ->required();
  verb->add_option("--format", options->format, "text, json or junit; text by default")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "json", "junit"}));
  verb->add_option("--filter", options->filter, "Only cases whose `suite: name` has this in it")
      ->type_name("TEXT");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
