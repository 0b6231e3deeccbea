// The example company's policy, as it is shipped.
#include <catch2/catch.hpp>

#include "files/disk_files.h"
#include "unit/core/policy/support.h"
#include "unit/core/suite/town.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

Compiled compile_example() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  DiskFiles files;
  return compile_policy(policy_file_at(source_path("policies/example")), files,
                        std::make_shared<const ZoneBook>(std::move(*book)), day(2026, 11, 24));
}

TestSuite read_example_suite() {
  DiskFiles files;
  SuiteReading reading = read_suite(source_path("policies/example/policy_test.yaml"), files);
  INFO(render_diagnostics(reading.diagnostics));
  REQUIRE(reading.suite);
  return std::move(*reading.suite);
}

}  // namespace

TEST_CASE("the example compiles without a warning") {
  const Compiled compiled = compile_example();
  CHECK(render_diagnostics(compiled.diagnostics) == "");
  REQUIRE(compiled.policy);
  CHECK(compiled.policy->rules.size() >= 20);
  CHECK(compiled.policy->calendars.at("tr-public").closed.contains(day(2026, 10, 29)));
}

TEST_CASE("the policy for trials with the bank's data compiles without a warning") {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  DiskFiles files;
  const Compiled compiled =
      compile_policy(policy_file_at(source_path("tools/bank")), files,
                     std::make_shared<const ZoneBook>(std::move(*book)), day(2026, 11, 24));
  CHECK(render_diagnostics(compiled.diagnostics) == "");
  CHECK(compiled.policy);
}

TEST_CASE("the example's own tests hold") {
  const Compiled compiled = compile_example();
  REQUIRE(compiled.policy);
  const TestSuite suite = read_example_suite();
  CHECK(suite.policy == source_path("policies/example/policy.yaml"));
  CHECK(suite.cases.size() >= 30);
  const Town town(suite);
  for (const TestCase& test : suite.cases) {
    INFO(test.name);
    CHECK(wrong_with(test, town.judge(*compiled.policy, test)) == "");
  }
}

TEST_CASE("every rule of the example that binds has a test in which it fails") {
  const Compiled compiled = compile_example();
  REQUIRE(compiled.policy);
  const TestSuite suite = read_example_suite();
  for (const Rule& rule : compiled.policy->rules) {
    if (rule.mode == RuleMode::shadow) continue;
    const bool is_tested = std::ranges::any_of(suite.cases, [&](const TestCase& test) {
      return test.expect.rules && std::ranges::count(*test.expect.rules, rule.id) > 0;
    });
    INFO(rule.id);
    CHECK(is_tested);
  }
}

}  // namespace tact
