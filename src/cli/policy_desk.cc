#include "cli/policy_desk.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/exit_code.h"
#include "files/policy_tests.h"
#include "zones/system_zones.h"

namespace tact::cli {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

// Whether the text names a policy. Not by YAML: a file that is broken must be found as well.
bool names_a_policy(std::string_view text) {
  return text.starts_with("policy:") || text.find("\npolicy:") != std::string_view::npos;
}

Status find_in_folder(const std::string& folder, FoundFiles& found) {
  std::error_code failure;
  std::vector<std::string> paths;
  fs::recursive_directory_iterator walk(folder, failure);
  for (const fs::recursive_directory_iterator end; !failure && walk != end;
       walk.increment(failure)) {
    if (walk->is_regular_file(failure) && is_yaml(walk->path())) {
      paths.push_back(normal_path(walk->path().string()));
    }
  }
  if (failure) return Error{"cannot list `" + folder + "`: " + failure.message()};
  std::sort(paths.begin(), paths.end());
  DiskFiles files;
  for (std::string& path : paths) {
    const auto text = files.read(path);
    auto& kind = is_test_file(path)                    ? found.suites
                 : text.ok() && !names_a_policy(*text) ? found.parts
                                                       : found.policies;
    kind.push_back(std::move(path));
  }
  return Done{};
}

}  // namespace

Result<Compiled> PolicyDesk::compile(const std::string& path) {
  if (zones_ == nullptr) {
    auto zones = load_system_zones();
    if (!zones) return std::move(zones).error();
    zones_ = std::make_shared<const ZoneBook>(*std::move(zones));
  }
  return compile_policy(path, files_, zones_, today_);
}

std::shared_ptr<const Policy> read_policy(const std::string& path, const Shell& shell, int& code) {
  std::error_code failure;
  if (!fs::exists(path, failure)) {
    shell.complain("there is no policy at `" + path +
                   "`; name a file, or a folder with policy.yaml");
    code = exit_usage;
    return nullptr;
  }
  PolicyDesk desk(shell.today);
  const auto compiled = desk.compile(policy_file_at(path));
  if (!compiled) {
    shell.complain(compiled.error().message);
    code = exit_trouble;
    return nullptr;
  }
  const std::string text = render_diagnostics(compiled->diagnostics);
  std::fwrite(text.data(), 1, text.size(), shell.err);
  if (compiled->policy == nullptr) {
    shell.complain("the policy does not compile; mend what is listed above");
    code = exit_not_compiled;
  }
  return compiled->policy;
}

Result<FoundFiles> find_policy_files(const std::vector<std::string>& paths) {
  FoundFiles found;
  for (const std::string& path : paths) {
    std::error_code failure;
    if (fs::is_directory(path, failure)) {
      if (auto status = find_in_folder(path, found); !status) return std::move(status).error();
    } else if (!fs::exists(path, failure)) {
      return Error{"there is no file or folder `" + path + "`"};
    } else {
      (is_test_file(path) ? found.suites : found.policies).push_back(path);
    }
  }
  return found;
}

}  // namespace tact::cli
