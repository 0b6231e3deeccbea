// tact log replay: what a daemon would have said at a time in the past, from its log.
#include <memory>

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/request_options.h"
#include "cli/verb.h"
#include "core/json/writer.h"

namespace tact::cli {
namespace {

struct Options {
  RequestOptions request;
  std::string as_of;
  std::string policy;
  std::string server;
  bool json = false;
};

// Empty where it was said what is wrong.
std::string body_for(const Options& options, const Shell& shell) {
  const auto fields = options.request.fields();
  const auto request =
      fields ? record_json("request", *fields) : Result<std::string>(fields.error());
  if (!request) {
    shell.complain(request.error().message);
    return {};
  }
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  json.string("as_of", options.as_of);
  if (!options.policy.empty()) json.string("policy", options.policy);
  json.key("request");
  json.raw(*request);
  json.end_object();
  return body;
}

std::string render(JsonValue answer, const Shell& shell) {
  std::string out = "as of " + local_time(words_at(answer, "as_of")) + ", under " +
                    words_at(answer, "policy") + '\n' + render_answer(answer, shell);
  for (const JsonValue item : items_at(answer, "as_known_today")) {
    const std::string what = words_of(item) == "birth_date" ? "birth date" : "telephone numbers";
    out += shell.paint(Ink::dim, "the customer's " + what + ": as known today") + '\n';
  }
  return out;
}

int run(const Options& options, const Shell& shell) {
  if (options.request.customer.empty() && options.request.address.empty()) {
    shell.complain("nobody is named; give --customer, --address or both");
    return exit_usage;
  }
  const std::string body = body_for(options, shell);
  if (body.empty()) return exit_usage;
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const auto answered = body_of(client->post("/v1/log/replay", "application/json", body), shell);
  if (!answered) return exit_trouble;
  JsonParser parser;
  const auto answer = parser.parse(*answered);
  if (!answer || words_at(*answer, "outcome").empty()) {
    shell.complain("the server's answer is no decision; is tactd what listens there?");
    return exit_trouble;
  }
  shell.print(options.json ? *answered : render(*answer, shell));
  return exit_fine;
}

}  // namespace

void add_log_replay(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "replay",
      {"Say what would have been answered at a time in the past, from the log alone: under the "
       "policy that was active then, or under another version. Nothing is recorded or reserved.",
       "  tact log replay --as-of 2026-11-24T14:00:00+03:00 --customer c-1 --channel sms \\\n"
       "    --purpose marketing/promotion",
       remote_exit_codes});
  verb->add_option("--as-of", options->as_of,
                   "The time; what was recorded at it, or later, is not known yet")
      ->type_name("TIME")
      ->required();
  verb->add_option("--customer", options->request.customer, "The customer's id");
  verb->add_option("--address", options->request.address, "Telephone number or e-mail address");
  add_request_options(*verb, options->request);
  verb->get_option("--channel")->required();
  verb->get_option("--purpose")->required();
  verb->add_option("--policy", options->policy,
                   "A version that was active once, like acme@3f9c2ab41d07; by default the one of "
                   "that time")
      ->type_name("VERSION");
  verb->add_flag("--json", options->json, "Write the answer as the daemon gave it");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
