#include "unit/core/policy/golden.h"

#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "core/grammar/policy_grammar.h"
#include "core/grammar/suite_grammar.h"
#include "core/suite/suite.h"
#include "files/disk_files.h"
#include "unit/core/policy/support.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

// Names the files from their folder on.
class FolderFiles : public PolicyFiles {
 public:
  explicit FolderFiles(std::string folder) : folder_(std::move(folder)) {}

  Result<std::string> read(const std::string& path) override {
    return disk_.read(source_path("tests/golden/" + folder_ + '/' + path));
  }

 private:
  const std::string folder_;
  DiskFiles disk_;
};

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& file :
       std::filesystem::directory_iterator(source_path("tests/golden/" + folder))) {
    const std::filesystem::path& path = file.path();
    const std::string name = path.filename().string();
    if (path.extension() == ".yaml" && !name.starts_with("_")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

GoldenFile read_golden(const std::string& folder, const std::string& name,
                       const std::shared_ptr<const ZoneBook>& zones) {
  GoldenFile golden;
  golden.path = folder + '/' + name.substr(0, name.rfind('.'));
  golden.name = name;
  golden.text = read_source_file("tests/golden/" + folder + '/' + name);
  FolderFiles files(folder);
  if (folder == "policy") {
    Compiled compiled = compile_policy(name, files, zones, day(2026, 11, 24));
    golden.grammar = &grammar::policy_file;
    golden.diagnostics = std::move(compiled.diagnostics);
    golden.is_read = compiled.policy != nullptr;
  } else {
    SuiteReading reading = read_suite(name, files);
    golden.grammar = &grammar::test_file;
    golden.diagnostics = std::move(reading.diagnostics);
    golden.is_read = reading.suite.has_value();
  }
  return golden;
}

std::vector<GoldenFile> read_all() {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  const auto zones = std::make_shared<const ZoneBook>(std::move(*book));
  std::vector<GoldenFile> files;
  for (const char* folder : {"policy", "suite"}) {
    for (const std::string& name : names_in(folder)) {
      files.push_back(read_golden(folder, name, zones));
    }
  }
  return files;
}

}  // namespace

const std::vector<GoldenFile>& golden_files() {
  static const std::vector<GoldenFile> files = read_all();
  return files;
}

}  // namespace tact
