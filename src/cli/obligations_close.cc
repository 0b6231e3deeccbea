// tact obligations close: what had to be done is done.
#include <algorithm>
#include <memory>

#include "cli/json_view.h"
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

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  std::string record;
  JsonWriter json(record, KeyOrder::as_written);
  json.begin_object();
  json.string("type", "obligation");
  json.string("obligation", options.id);
  json.string("state", "closed");
  if (!options.note.empty()) json.string("note", options.note);
  json.end_object();
  const auto body =
      body_of(client->post("/v1/records", "application/json", std::move(record)), shell);
  if (!body) return exit_trouble;
  if (options.json) {
    shell.print(*body);
    return exit_fine;
  }
  JsonParser parser;
  const auto answer = parser.parse(*body);
  const std::string seq = answer ? words_at(*answer, "seq") : "";
  if (seq.empty()) {
    shell.complain("the server's answer is about no record; is tactd what listens there?");
    return exit_trouble;
  }
  shell.print("obligation " + options.id + " is " + shell.paint(Ink::good, "closed") +
              "; the log has it as entry " + seq + '\n');
  return exit_fine;
}

std::string wrong_with_id(const std::string& id) {
  const bool is_id =
      !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_id ? std::string()
               : "`" + id + "` is no id, which is a number; `tact obligations` shows it";
}

}  // namespace

void add_obligations_close(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "close",
      {"Say that it is done.", "  tact obligations close 1042 --note \"reported, receipt 77\"",
       "  0  closed\n"
       "  1  the daemon cannot be reached, or refused: nothing open has that "
       "id\n"
       "  2  bad arguments"});
  verb->add_option("ID", options->id, "As `tact obligations` shows it")
      ->required()
      ->check(wrong_with_id);
  verb->add_option("--note", options->note, "How; kept with it for good")->type_name("TEXT");
  verb->add_flag("--json", options->json, "Write the daemon's answer");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
