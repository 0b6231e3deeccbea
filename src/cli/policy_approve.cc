// tact policy approve, tact policy withdraw: the word on a policy that waits.
#include <algorithm>
#include <memory>

#include "cli/policy_filed.h"
#include "cli/remote.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  std::string id;
  std::string note;
  std::string server;
  bool json = false;
};

int run(const Options& options, std::string_view state, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  json.string("state", state);
  if (!options.note.empty()) json.string("note", options.note);
  json.end_object();
  return print_filed(client->post("/v1/policies/" + url_encoded(options.id) + "/approval",
                                  "application/json", std::move(body)),
                     options.json, shell);
}

std::string wrong_with_id(const std::string& id) {
  const bool is_id =
      !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_id ? std::string()
               : "`" + id + "` is no id, which is a number; `tact policy history` shows it";
}

void add(CLI::App& parent, const std::string& name, VerbHelp help, std::string_view state,
         const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(parent, name, std::move(help));
  verb->add_option("ID", options->id, "As `tact policy history` shows it")
      ->required()
      ->check(wrong_with_id);
  verb->add_option("--note", options->note, "Why; kept with it for good")->type_name("TEXT");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, state, &shell, &code] { code = run(*options, state, shell); });
}

}  // namespace

void add_policy_approve(CLI::App& parent, const Shell& shell, int& code) {
  add(parent, "approve",
      {"Approve a policy that another person filed.",
       "  TACT_TOKEN=... tact policy approve 182748 --note \"as agreed\"", remote_exit_codes},
      "approved", shell, code);
}

void add_policy_withdraw(CLI::App& parent, const Shell& shell, int& code) {
  add(parent, "withdraw",
      {"Call off a policy that waits for its time or for approval.",
       "  tact policy withdraw 182748", remote_exit_codes},
      "withdrawn", shell, code);
}

}  // namespace tact::cli
