// tact ask: one request to a daemon, and its answer in words.
#include <memory>

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/request_options.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  RequestOptions request;
  std::string server;
  bool dry_run = false;
  bool explain = false;
  bool json = false;
};

int code_of(std::string_view outcome) {
  if (outcome == "allow") return exit_fine;
  if (outcome == "defer") return exit_defer;
  return outcome == "deny" ? exit_deny : exit_trouble;
}

int run(const Options& options, const Shell& shell) {
  if (options.request.customer.empty() && options.request.address.empty()) {
    shell.complain("nobody is named; give --customer, --address or both");
    return exit_usage;
  }
  const auto fields = options.request.fields();
  const auto body = fields ? record_json("request", *fields) : Result<std::string>(fields.error());
  if (!body) {
    shell.complain(body.error().message);
    return exit_usage;
  }
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const std::string target =
      "/v1/decisions" + url_query({{"dry_run", options.dry_run ? "true" : ""},
                                   {"explain", options.explain ? "true" : ""}});
  const auto answered = body_of(client->post(target, "application/json", *body), shell);
  if (!answered) return exit_trouble;
  JsonParser parser;
  const auto answer = parser.parse(*answered);
  if (!answer || words_at(*answer, "outcome").empty()) {
    shell.complain("the server's answer is no decision; is tactd what listens there?");
    return exit_trouble;
  }
  if (options.json) {
    shell.print(*answered);
    if (!answered->ends_with('\n')) shell.print("\n");
  } else {
    shell.print(render_answer(*answer, shell));
  }
  return code_of(words_at(*answer, "outcome"));
}

}  // namespace

void add_ask(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "ask",
               {"Ask for one contact: may this message go to this person now?",
                "  tact ask --customer c-1 --channel sms --purpose marketing/promotion",
                "   0  allow: reserved, unless it was a dry run\n"
                "  10  defer\n"
                "  11  deny\n"
                "   1  the daemon cannot be reached, or refused\n"
                "   2  bad arguments"});
  verb->add_option("--customer", options->request.customer, "The customer's id");
  verb->add_option("--address", options->request.address, "Telephone number or e-mail address");
  add_request_options(*verb, options->request);
  verb->get_option("--channel")->required();
  verb->get_option("--purpose")->required();
  verb->add_option("--request-id", options->request.request_id,
                   "The same id gets the first answer again and counts once");
  verb->add_flag("--dry-run", options->dry_run, "Answer without reserving and without a trace");
  verb->add_flag("--explain", options->explain, "Add every rule that applied, with what it saw");
  verb->add_flag("--json", options->json, "Write the answer as the daemon gave it");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
