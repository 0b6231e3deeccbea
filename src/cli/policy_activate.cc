// tact policy activate: makes a policy the one that decisions are made under.
#include <filesystem>
#include <memory>

#include "cli/policy_desk.h"
#include "cli/policy_filed.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/json/writer.h"
#include "core/policy/bundle.h"
#include "files/policy_tests.h"

namespace tact::cli {
namespace {

struct Options {
  std::string path;
  std::string note;
  std::string author;
  std::string starts_at;
  std::string replaces;
  std::string server;
  bool json = false;
};

std::string filing_body(const PolicyBundle& bundle, const Options& options) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  if (!options.note.empty()) json.string("note", options.note);
  if (!options.author.empty()) json.string("author", options.author);
  if (!options.starts_at.empty()) json.string("starts_at", options.starts_at);
  if (!options.replaces.empty()) json.string("replaces", options.replaces);
  write_bundle(bundle, json);
  json.end_object();
  return out;
}

int run(const Options& options, const Shell& shell) {
  const std::string file = policy_file_at(options.path);
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) {
    shell.complain("there is no policy at `" + options.path +
                   "`; name a file, or a folder with policy.yaml");
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  PolicyDesk desk(shell.today);
  const auto compiled = desk.compile(file);
  if (!compiled) {
    shell.complain(compiled.error().message);
    return exit_trouble;
  }
  std::fputs(render_diagnostics(compiled->diagnostics).c_str(), shell.err);
  if (compiled->policy == nullptr) {
    shell.complain("the policy does not compile; nothing was sent");
    return exit_not_compiled;
  }
  const auto bundle = bundle_with_tests(*compiled);
  if (!bundle) {
    shell.complain(bundle.error().message);
    return exit_trouble;
  }
  return print_filed(
      client->post("/v1/policies", "application/json", filing_body(*bundle, options)), options.json,
      shell);
}

}  // namespace

void add_policy_activate(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "activate",
               {"Send a policy and its tests to the daemon, which makes it active if all is well.",
                "  tact policy activate policies/acme --note \"fewer promotions in December\" \\\n"
                "      --at 2026-12-01T00:00:00+03:00",
                "  0  it is active, or waits for its time or for a second person\n"
                "  1  the daemon cannot be reached, or refused; nothing was changed\n"
                "  2  bad arguments\n"
                "  3  the policy does not compile; nothing was changed\n"
                "  4  a test failed; nothing was changed"});
  verb->add_option("PATH", options->path, "The policy: a file, or a folder with policy.yaml")
      ->required();
  verb->add_option("--note", options->note, "Why; kept with it for good")->type_name("TEXT");
  verb->add_option("--author", options->author, "Who wrote it; the token's name by default")
      ->type_name("NAME");
  verb->add_option("--at", options->starts_at, "When it becomes active; at once by default")
      ->type_name("TIME");
  verb->add_option("--replaces", options->replaces,
                   "The version that must be active now: refused where somebody was quicker")
      ->type_name("VERSION");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
