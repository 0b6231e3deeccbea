// tests/golden/policy/*.yaml: what the compiler says of each is in the .txt beside it. A file whose
// name begins with `_` is only included by others. On failure the new text is printed: read it,
// and where it is right make it the new baseline.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <catch2/catch.hpp>

#include "files/disk_files.h"
#include "unit/core/policy/support.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

// Names the files from their folder on, so that the baseline holds on every machine.
class GoldenFiles : public PolicyFiles {
 public:
  Result<std::string> read(const std::string& path) override {
    return disk_.read(source_path("tests/golden/policy/" + path));
  }

 private:
  DiskFiles disk_;
};

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  const std::filesystem::path folder = source_path("tests/golden/policy");
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::filesystem::path& path = file.path();
    const std::string name = path.filename().string();
    if (path.extension() == ".yaml" && !name.starts_with("_")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST_CASE("the compiler says of each golden file what its baseline says") {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  const auto zones = std::make_shared<const ZoneBook>(std::move(*book));
  const std::vector<std::string> names = golden_names();
  REQUIRE(names.size() >= 30);
  for (const std::string& name : names) {
    DYNAMIC_SECTION(name) {
      GoldenFiles files;
      const Compiled compiled = compile_policy(name, files, zones, day(2026, 11, 24));
      const std::string said = render_diagnostics(compiled.diagnostics);
      CHECK((compiled.policy == nullptr) == has_errors(compiled.diagnostics));
      const std::string stem = name.substr(0, name.size() - 5);
      const std::string expected = read_source_file("tests/golden/policy/" + stem + ".txt");
      INFO("the compiler says of " << name << ":\n" << said);
      CHECK(said == expected);
    }
  }
}

}  // namespace
}  // namespace tact
