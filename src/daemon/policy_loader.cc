#include "daemon/policy_loader.h"

#include <cstdio>
#include <filesystem>

#include <spdlog/spdlog.h>

#include "core/policy/compile.h"
#include "daemon/policy_file.h"
#include "files/disk_files.h"

namespace tact {
namespace {

std::string folder_of(const std::string& file) {
  const std::string folder = std::filesystem::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string in_words(std::size_t count, const std::string& what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

}  // namespace

std::shared_ptr<const Policy> PolicyLoader::compile() {
  const auto file = find_policy_file(path_);
  if (!file) {
    spdlog::error("--policies: {}", file.error().message);
    return nullptr;
  }
  folders_.insert(folder_of(*file));
  DiskFiles disk;
  const auto today = std::chrono::floor<std::chrono::days>(clock_.now());
  const Compiled compiled =
      compile_policy(*file, disk, zones_, LocalDate(today.time_since_epoch()));
  for (const PolicyFile& read : compiled.files) folders_.insert(folder_of(read.path));
  // As compilers do: no time and no level before the place, so that editors find it.
  const std::string diagnostics = render_diagnostics(compiled.diagnostics);
  std::fwrite(diagnostics.data(), 1, diagnostics.size(), stderr);
  return compiled.policy;
}

void PolicyLoader::reload(Engine& engine) {
  std::shared_ptr<const Policy> policy = compile();
  if (policy != nullptr) {
    activate(engine, std::move(policy));
  } else if (const auto active = engine.policy()) {
    spdlog::error("the policy files have errors: {} stays active", active->version());
  }
}

bool PolicyLoader::activate(Engine& engine, std::shared_ptr<const Policy> policy) {
  const std::shared_ptr<const Policy> active = engine.policy();
  if (active != nullptr && active->hash == policy->hash) {
    spdlog::info("policy {} is active already", active->version());
    return true;
  }
  const std::vector<Reply> replies = engine.handle({{Activate{policy}, "tactd"}});
  if (const auto* refused = std::get_if<Refused>(&replies.front())) {
    spdlog::error("policy {} could not be activated: {}", policy->version(),
                  refused->problem.detail);
    return false;
  }
  spdlog::info("policy {} is active, {}", policy->version(),
               in_words(policy->rules.size(), "rule"));
  return true;
}

}  // namespace tact
