// tact_bench: what the engine and the daemon do on this machine. Without a verb, beside the least
// that being durable costs here and beside what would be used instead.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "bench/compare_options.h"
#include "bench/ledger_options.h"
#include "bench/overload_options.h"
#include "bench/policy_at.h"
#include "bench/restart_options.h"
#include "bench/scale_options.h"
#include "bench/stages_options.h"
#include "bench/store_options.h"

namespace tact::bench {
namespace {

// What a verb does once the command line is read.
using Work = std::function<Status()>;

struct Verb {
  CLI::App* command;
  Work work;
};

// Each verb adds its options and says what it does. `policy` is read after the command line.
using AddVerb = Verb (*)(CLI::App& app, const std::string& policy);

Verb add_ledger(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<LedgerBenchOptions>();
  options->directory = TACT_BUILD_DIR;
  options->json = TACT_BUILD_DIR "/bench-ledger.json";
  CLI::App* const command = app.add_subcommand(
      "ledger", "What auditors ask of a large ledger, and what that costs deciding");
  add_ledger_options(*command, *options);
  return {command, [options, &path]() -> Status {
            const auto policy = policy_at(path);
            if (!policy) return policy.error();
            options->directory += "/ledger-bench-data";
            return run_ledger_bench(*options, *policy);
          }};
}

Verb add_overload(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<OverloadOptions>();
  options->tactd = TACT_BUILD_DIR "/src/daemon/tactd";
  options->directory = TACT_BUILD_DIR;
  options->json = TACT_BUILD_DIR "/bench-overload.json";
  CLI::App* const command =
      app.add_subcommand("overload", "What a daemon does that is asked more than it can answer");
  add_overload_options(*command, *options);
  return {command, [options, &path] {
            options->policies = path;
            options->directory += "/overload-bench-data";
            return run_overload_bench(*options);
          }};
}

Verb add_restart(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<RestartBenchOptions>();
  options->directory = TACT_BUILD_DIR;
  options->json = TACT_BUILD_DIR "/bench-restart.json";
  CLI::App* const command = app.add_subcommand("restart", "How long a start takes after a kill");
  add_restart_options(*command, *options);
  return {command, [options, &path]() -> Status {
            const auto policy = policy_at(path);
            if (!policy) return policy.error();
            options->directory += "/restart-bench-data";
            return run_restart_bench(*options, *policy);
          }};
}

Verb add_scale(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<ScaleBenchOptions>();
  options->directory = TACT_BUILD_DIR;
  options->json = TACT_BUILD_DIR "/bench-scale.json";
  CLI::App* const command = app.add_subcommand(
      "scale", "What becomes of speed and size with many customers and long histories");
  add_scale_options(*command, *options);
  return {command, [options, &path]() -> Status {
            const auto policy = policy_at(path);
            if (!policy) return policy.error();
            options->directory += "/scale-bench-data";
            return run_scale_bench(*options, *policy);
          }};
}

Verb add_stages(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<StagesOptions>();
  CLI::App* const command =
      app.add_subcommand("stages", "What each stage of the pipeline costs by itself");
  add_stages_options(*command, *options);
  return {command, [options, &path]() -> Status {
            const auto policy = policy_at(path);
            if (!policy) return policy.error();
            return run_stages(*options, *policy);
          }};
}

Verb add_store(CLI::App& app, const std::string& path) {
  const auto options = std::make_shared<StoreBenchOptions>();
  options->directory = TACT_BUILD_DIR;
  options->json = TACT_BUILD_DIR "/bench-store.json";
  CLI::App* const command = app.add_subcommand(
      "store", "What the store costs alone: an engine's groups, committed again");
  add_store_options(*command, *options);
  return {command, [options, &path]() -> Status {
            const auto policy = policy_at(path);
            if (!policy) return policy.error();
            options->directory += "/store-bench-data";
            return run_store_bench(*options, *policy);
          }};
}

constexpr std::array<AddVerb, 6> all_verbs = {
    add_ledger, add_overload, add_restart, add_scale, add_stages, add_store,
};

int run(int argc, char** argv) {
  CompareOptions options;
  options.policy = TACT_SOURCE_DIR "/policies/example";
  options.international = TACT_SOURCE_DIR "/policies/international";
  options.build_type = TACT_BUILD_TYPE;
  options.tactd = TACT_BUILD_DIR "/src/daemon/tactd";
  options.directory = TACT_BUILD_DIR;
  options.json = TACT_BUILD_DIR "/bench.json";
  CLI::App app("Measures this machine, the engine, the daemon and its peers, in turns.",
               "tact_bench");
  add_compare_options(app, options);
  std::vector<Verb> verbs;
  for (const AddVerb add : all_verbs) verbs.push_back(add(app, options.policy));
  CLI11_PARSE(app, argc, argv);

  Work work = [&options] { return run_compare(options); };
  for (const Verb& verb : verbs) {
    if (verb.command->parsed()) work = verb.work;
  }
  const Status status = work();
  if (status) return EXIT_SUCCESS;
  std::fprintf(stderr, "tact_bench: %s\n", status.error().message.c_str());
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace tact::bench

int main(int argc, char** argv) { return tact::bench::run(argc, argv); }
