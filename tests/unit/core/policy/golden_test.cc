// What is said of each golden file is in the .txt beside it. On failure the new text is printed:
// read it, and where it is right make it the new baseline.
#include "unit/core/policy/golden.h"

#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

TEST_CASE("of each golden file is said what its baseline says") {
  REQUIRE(golden_files().size() >= 60);
  for (const GoldenFile& golden : golden_files()) {
    DYNAMIC_SECTION(golden.path) {
      const std::string said = render_diagnostics(golden.diagnostics);
      CHECK(golden.is_read != has_errors(golden.diagnostics));
      const std::string expected = read_source_file("tests/golden/" + golden.path + ".txt");
      INFO("said of " << golden.path << ":\n" << said);
      CHECK(said == expected);
    }
  }
}

TEST_CASE("the golden files hold at least 60 distinct diagnostics") {
  const std::regex input("`[^`]*`");
  const std::regex number("[0-9]+");
  std::set<std::string> shapes;
  for (const GoldenFile& golden : golden_files()) {
    for (const Diagnostic& diagnostic : golden.diagnostics) {
      const std::string shape = std::regex_replace(diagnostic.message, input, "`…`");
      shapes.insert(std::regex_replace(shape, number, "N"));
    }
  }
  CHECK(shapes.size() >= 60);
}

}  // namespace
}  // namespace tact
