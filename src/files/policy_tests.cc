#include "files/policy_tests.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/suite/suite.h"
#include "files/disk_files.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

// "a/b.yaml" → "a/", "b.yaml" → "".
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

// One folder, as seen from here and from the outermost file.
struct Folder {
  std::string path;
  std::string name;
  auto operator<=>(const Folder&) const = default;
};

Result<std::vector<std::string>> test_files_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  fs::directory_iterator file(folder.empty() ? "." : folder, failure);
  for (const fs::directory_iterator end; !failure && file != end; file.increment(failure)) {
    const std::string name = file->path().filename().string();
    if (is_test_file(name)) names.push_back(name);
  }
  if (failure) return Error{"cannot list `" + folder + "`: " + failure.message()};
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

bool is_test_file(const std::string& name) {
  return name.ends_with("_test.yaml") || name.ends_with("_test.yml");
}

Result<PolicyBundle> bundle_with_tests(const Compiled& compiled) {
  PolicyBundle bundle = bundle_of(compiled);
  std::set<Folder> folders;
  std::set<std::string> own;
  for (const PolicyFile& file : compiled.files) {
    folders.insert({folder_of(file.path), folder_of(file.name)});
    own.insert(normal_path(file.path));
  }
  DiskFiles disk;
  for (const Folder& folder : folders) {
    const auto names = test_files_in(folder.path);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      const std::string path = folder.path + name;
      const auto text = disk.read(path);
      if (!text) return Error{"cannot read `" + path + "`: " + text.error().message};
      // One that cannot be read as tests comes along: its mistakes are to be said.
      const SuiteReading reading = read_suite(path, disk);
      if (reading.suite && !own.contains(normal_path(reading.suite->policy))) continue;
      bundle.tests.push_back({folder.name + name, *text});
    }
  }
  return bundle;
}

}  // namespace tact
