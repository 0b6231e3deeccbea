// tact policy rollback: back to a policy that was active before, in one command.
#include <memory>

#include "cli/json_view.h"
#include "cli/policy_filed.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  std::string version;
  std::string note;
  std::string server;
  bool json = false;
};

// The version that was active before the present one; "" where there is none, and that was said.
std::string version_before(Client& client, const Shell& shell) {
  const auto body = body_of(client.get("/v1/policies?limit=1000", "application/json"), shell);
  if (!body) return {};
  JsonParser parser;
  const auto page = parser.parse(*body);
  if (page) {
    const std::string active = words_at(*page, "active");
    for (const JsonValue one : items_at(*page, "history")) {
      if (words_at(one, "policy") != active) return words_at(one, "policy");
    }
  }
  shell.complain("no other policy was ever active here; there is nothing to go back to");
  return {};
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const std::string version =
      options.version.empty() ? version_before(*client, shell) : options.version;
  if (version.empty()) return exit_trouble;
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  json.string("version", version);
  if (!options.note.empty()) json.string("note", options.note);
  json.end_object();
  return print_filed(client->post("/v1/policies", "application/json", std::move(body)),
                     options.json, shell);
}

}  // namespace

void add_policy_rollback(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "rollback",
               {"Go back to the policy before, or to any that was active once. At "
                "once: it needs no second person.",
                "  tact policy rollback\n"
                "  tact policy rollback acme-retail@3f9c2ab41d07 --note \"too strict\"",
                remote_exit_codes});
  verb->add_option("VERSION", options->version,
                   "As `tact policy history` shows it; the one before the active one by default");
  verb->add_option("--note", options->note, "Why; kept with it for good")->type_name("TEXT");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
