#include "cli/remote.h"

#include <utility>

#include "cli/exit_code.h"
#include "cli/json_view.h"

namespace tact::cli {

void add_server_option(CLI::App& verb, std::string& server, const Shell& shell) {
  server = shell.server;
  verb.add_option("--server", server, "The daemon; " + shell.server + " by default (TACT_SERVER)")
      ->type_name("URL");
}

std::optional<Client> make_client(const std::string& server, const Shell& shell) {
  auto address = parse_server(server);
  if (!address) {
    shell.complain(address.error().message);
    return std::nullopt;
  }
  return Client(*std::move(address), shell.token);
}

std::optional<std::string> body_of(Result<HttpAnswer> answer, const Shell& shell) {
  if (!answer) {
    shell.complain(answer.error().message);
    return std::nullopt;
  }
  if (!answer->is_fine()) {
    shell.complain(problem_text(*answer));
    return std::nullopt;
  }
  return std::move(answer->body);
}

int show_answer(const std::optional<std::string>& body, const AnswerView& view,
                const Shell& shell) {
  if (!body) return exit_trouble;
  if (view.as_json) {
    shell.print(*body);
    if (!body->ends_with('\n')) shell.print("\n");
    return exit_fine;
  }
  JsonParser parser;
  const auto answer = parser.parse(*body);
  if (!answer || words_at(*answer, view.sign).empty()) {
    shell.complain("the server's answer is " + std::string(view.what) +
                   "; is tactd what listens there?");
    return exit_trouble;
  }
  shell.print(view.render(*answer));
  return exit_fine;
}

}  // namespace tact::cli
