#include "rehearsal/examine.h"

#include <map>
#include <utility>

namespace tact {
namespace {

// Policies by the path that a suite names: the bundle's own, and those of its parts.
class BundledPolicies {
 public:
  BundledPolicies(const PolicyBundle& bundle, std::shared_ptr<const ZoneBook> zones,
                  std::shared_ptr<const Policy> outermost)
      : files_(bundle), zones_(std::move(zones)) {
    known_[bundle.files.front().name] = std::move(outermost);
  }

  // Null where it does not compile; why was added to `diagnostics`, once.
  std::shared_ptr<const Policy> at(const std::string& path, std::vector<Diagnostic>& diagnostics) {
    const auto known = known_.find(path);
    if (known != known_.end()) return known->second;
    Compiled compiled = compile_policy(path, files_, zones_, std::nullopt);
    if (compiled.policy == nullptr) {
      diagnostics.insert(diagnostics.end(), compiled.diagnostics.begin(),
                         compiled.diagnostics.end());
    }
    return known_[path] = compiled.policy;
  }

 private:
  BundledFiles files_;
  const std::shared_ptr<const ZoneBook> zones_;
  std::map<std::string, std::shared_ptr<const Policy>> known_;
};

SuiteResult run_suite(const std::shared_ptr<const Policy>& policy, const std::string& path,
                      const TestSuite& suite) {
  SuiteResult result{path, suite.name, {}};
  for (const TestCase& test : suite.cases) result.cases.push_back(run_case(policy, suite, test));
  return result;
}

}  // namespace

std::uint64_t Examined::failed() const {
  std::uint64_t failed = 0;
  for (const SuiteResult& suite : suites) failed += suite.failed();
  return failed;
}

std::uint64_t Examined::passed() const {
  std::uint64_t all = 0;
  for (const SuiteResult& suite : suites) all += suite.cases.size();
  return all - failed();
}

bool Examined::is_fine() const {
  return compiled.policy != nullptr && !has_errors(test_diagnostics) && failed() == 0;
}

Examined examine(const PolicyBundle& bundle, const std::shared_ptr<const ZoneBook>& zones,
                 std::optional<LocalDate> today) {
  Examined examined;
  examined.compiled = compile_bundle(bundle, zones, today);
  if (examined.compiled.policy == nullptr) return examined;
  BundledFiles files(bundle);
  BundledPolicies policies(bundle, zones, examined.compiled.policy);
  std::vector<Diagnostic>& said = examined.test_diagnostics;
  for (const BundleFile& file : bundle.tests) {
    const SuiteReading reading = read_suite(file.name, files);
    said.insert(said.end(), reading.diagnostics.begin(), reading.diagnostics.end());
    if (!reading.suite) continue;
    const auto policy = policies.at(reading.suite->policy, said);
    if (policy != nullptr) examined.suites.push_back(run_suite(policy, file.name, *reading.suite));
  }
  return examined;
}

}  // namespace tact
