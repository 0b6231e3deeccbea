#include "daemon/policy_loader.h"

#include <cstdio>
#include <filesystem>

#include <spdlog/spdlog.h>

#include "core/policy/compile.h"
#include "daemon/exit_code.h"
#include "daemon/policy_file.h"
#include "files/disk_files.h"
#include "files/policy_tests.h"
#include "files/unchanged.h"
#include "rehearsal/examine.h"

namespace tact {
namespace {

std::string folder_of(const std::string& file) {
  const std::string folder = std::filesystem::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string in_words(std::size_t count, const std::string& what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

// As compilers do: no time and no level before the place, so that editors find it.
void say(const std::vector<Diagnostic>& diagnostics) {
  const std::string text = render_diagnostics(diagnostics);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void say_failures(const Examined& examined) {
  for (const SuiteResult& suite : examined.suites) {
    for (const CaseResult& result : suite.cases) {
      if (result.passed()) continue;
      const std::string line = suite.path + ':' + std::to_string(result.place.line) +
                               ": error: the test `" + result.name + "` fails\n";
      std::fwrite(line.data(), 1, line.size(), stderr);
    }
  }
}

// Whoever saves a file in several steps is done soon, or it is said that they are not.
constexpr int readings_max = 5;

LoadedPolicy not_loaded(int exit_code) { return {nullptr, nullptr, exit_code}; }

void say_filed(const Filed& filed, const Policy& policy, bool was_active, const Engine& engine) {
  const auto active = engine.policy();
  if (was_active) {
    spdlog::info("policy {} is active already", filed.policy);
  } else if (filed.is_active) {
    spdlog::info("policy {} is active, {}", filed.policy, in_words(policy.rules.size(), "rule"));
  } else if (filed.needs_approval) {
    spdlog::warn("policy {} waits for a second person: `tact policy approve {}`", filed.policy,
                 filed.id.value);
  } else {
    spdlog::info("the policy files say nothing new; {}, which was activated since, stays active",
                 active != nullptr ? active->version() : "another policy");
  }
}

}  // namespace

LoadedPolicy PolicyLoader::load() {
  const auto file = find_policy_file(path_);
  if (!file) {
    spdlog::error("--policies: {}", file.error().message);
    return not_loaded(exit_not_compiled);
  }
  folders_.insert(folder_of(*file));
  DiskFiles disk;
  const LocalDate today(std::chrono::floor<std::chrono::days>(clock_.now()).time_since_epoch());
  Compiled compiled;
  bool is_steady = false;
  for (int reading = 0; reading < readings_max && !is_steady; ++reading) {
    compiled = compile_policy(*file, disk, zones_, today);
    is_steady = are_unchanged(compiled, disk);
  }
  for (const PolicyFile& read : compiled.files) folders_.insert(folder_of(read.path));
  say(compiled.diagnostics);
  if (compiled.policy == nullptr) return not_loaded(exit_not_compiled);
  if (!is_steady) {
    spdlog::error("the policy files change while they are read; once saved they are read again");
    return not_loaded(exit_not_compiled);
  }
  auto bundle = bundle_with_tests(compiled);
  if (!bundle) {
    spdlog::error("{}", bundle.error().message);
    return not_loaded(exit_not_compiled);
  }
  // What could not be read back from the store could neither go on after a restart.
  if (const auto kept = parse_bundle(encode_bundle(*bundle)); !kept) {
    spdlog::error("{}", kept.error().message);
    return not_loaded(exit_not_compiled);
  }
  const Examined examined = examine(*bundle, zones_, std::nullopt);
  say(examined.test_diagnostics);
  say_failures(examined);
  if (!examined.is_fine()) return not_loaded(exit_test_failed);
  return {compiled.policy, std::make_shared<const PolicyBundle>(*std::move(bundle)), 0};
}

void PolicyLoader::reload(Engine& engine) {
  const LoadedPolicy loaded = load();
  if (loaded.policy != nullptr) {
    file(engine, loaded);
  } else if (const auto active = engine.policy()) {
    spdlog::error("the policy files have errors: {} stays active", active->version());
  }
}

bool PolicyLoader::file(Engine& engine, const LoadedPolicy& loaded) {
  const Policy& policy = *loaded.policy;
  const std::shared_ptr<const Policy> active = engine.policy();
  const Reply reply = engine.file({loaded.policy, loaded.sources}, "tactd");
  if (const auto* refused = std::get_if<Refused>(&reply)) {
    spdlog::error("policy {} could not be activated: {}", policy.version(),
                  refused->problem.detail);
    return false;
  }
  const bool was_active = active != nullptr && active->hash == policy.hash;
  say_filed(std::get<Filed>(reply), policy, was_active, engine);
  return true;
}

}  // namespace tact
