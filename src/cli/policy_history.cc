// tact policy history: which policies wait, and which were active.
#include <memory>

#include "cli/json_view.h"
#include "cli/remote.h"
#include "cli/table.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string server;
  std::size_t limit = 20;
  bool json = false;
};

std::string who(JsonValue one) {
  std::string text = words_at(one, "author");
  const std::string by = words_at(one, "by");
  const std::string approver = words_at(one, "approved_by");
  if (!by.empty() && by != text && by != approver) text += " (" + by + ')';
  return approver.empty() ? text : text + ", approved by " + approver;
}

std::string render(JsonValue page, const Shell& shell) {
  std::string out;
  Table waiting(2);
  for (const JsonValue one : items_at(page, "waiting")) {
    const std::string starts_at = words_at(one, "starts_at");
    const bool compiles = words_at(one, "compiles") == "true";
    waiting.add({{words_at(one, "id"), Ink::dim},
                 {words_at(one, "policy")},
                 {compiles ? words_at(one, "state") : "does not compile any more",
                  compiles ? Ink::wait : Ink::bad},
                 {starts_at.empty() ? "" : "starts " + local_time(starts_at)},
                 {who(one)},
                 {words_at(one, "note")}});
  }
  if (!waiting.empty()) out += "waiting\n" + waiting.render(shell);
  Table history(2);
  const std::string active = words_at(page, "active");
  bool is_first = true;
  for (const JsonValue one : items_at(page, "history")) {
    const bool is_active = is_first && words_at(one, "policy") == active;
    is_first = false;
    history.add({{words_at(one, "id"), Ink::dim},
                 {words_at(one, "policy"), is_active ? Ink::good : Ink::plain},
                 {is_active ? "active" : "", Ink::good},
                 {"since " + local_time(words_at(one, "at"))},
                 {words_at(one, "origin")},
                 {who(one)},
                 {words_at(one, "note")}});
  }
  out += "history\n" + history.render(shell);
  if (!words_at(page, "next").empty()) out += "  and older ones; see --limit\n";
  return out;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  const auto body = body_of(
      client->get("/v1/policies?limit=" + std::to_string(options.limit), "application/json"),
      shell);
  if (!body) return exit_trouble;
  JsonParser parser;
  const auto page = parser.parse(*body);
  if (!page || !member(*page, "history")) {
    shell.complain("the server's answer is no history; is tactd what listens there?");
    return exit_trouble;
  }
  shell.print(options.json ? *body : render(*page, shell));
  return exit_fine;
}

}  // namespace

void add_policy_history(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "history",
               {"Show which policies wait, and which were active: when, by whom and why.",
                "  tact policy history --limit 50", remote_exit_codes});
  verb->add_option("--limit", options->limit, "Versions to show, at most")
      ->type_name("COUNT")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  verb->add_flag("--json", options->json, "Write what the daemon gave");
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
