#include "cli/remote.h"

#include <utility>

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

}  // namespace tact::cli
