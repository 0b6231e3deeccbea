#include "daemon/policy_file.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "files/policy_tests.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

bool is_policy_name(const std::string& name) {
  return name.ends_with(".yaml") && !is_test_file(name);
}

}  // namespace

Result<std::string> find_policy_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return Error{"there is no `" + path + '`'};
  if (error) return Error{"cannot read `" + path + "`: " + error.message()};
  if (!fs::is_directory(status)) return path;
  const fs::path folder(path);
  if (fs::exists(folder / "policy.yaml", error)) return (folder / "policy.yaml").string();
  std::vector<std::string> names;
  for (fs::directory_iterator file(folder, error), end; !error && file != end;
       file.increment(error)) {
    const std::string name = file->path().filename().string();
    if (is_policy_name(name)) names.push_back(name);
  }
  if (error) return Error{"cannot read `" + path + "`: " + error.message()};
  if (names.empty()) return Error{"there is no policy.yaml in `" + path + '`'};
  if (names.size() == 1) return (folder / names.front()).string();
  std::sort(names.begin(), names.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "`" : ", `") + name + '`';
  return Error{"there is no policy.yaml in `" + path + "` but several others; name one of " + list};
}

}  // namespace tact
