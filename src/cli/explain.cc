// tact explain: one decision as it was recorded, and what every rule of that day saw.
#include <algorithm>
#include <memory>

#include "cli/answer_view.h"
#include "cli/json_view.h"
#include "cli/receipt.h"
#include "cli/remote.h"
#include "cli/rules_view.h"
#include "cli/table.h"
#include "cli/verb.h"

namespace tact::cli {
namespace {

struct Options {
  std::string decision;
  std::string server;
  std::string name;
  std::string proof;  // the receipt's file; "" none is wanted
  bool as_test = false;
  bool witnessed = false;
  bool json = false;
};

std::string labels_of(JsonValue decision) {
  std::string text;
  const auto labels = member(decision, "labels");
  if (!labels || !labels->is(JsonKind::object)) return text;
  for (const JsonValue label : *labels) {
    text += (text.empty() ? "" : ", ") + std::string(label.key()) + '=' + words_of(label);
  }
  return text;
}

std::string activation_of(JsonValue decision) {
  const auto activation = member(decision, "policy_activated");
  if (!activation) return {};
  const std::string note = words_at(*activation, "note");
  return local_time(words_at(*activation, "at")) + " by " + words_at(*activation, "author") +
         (note.empty() ? "" : ": " + note);
}

// Those of no rule: a hold, an expiry.
std::vector<JsonValue> reasons_without_rule(JsonValue decision) {
  std::vector<JsonValue> reasons = items_at(decision, "reasons");
  std::erase_if(reasons, [](JsonValue reason) { return !words_at(reason, "rule").empty(); });
  return reasons;
}

std::string render_why(JsonValue decision, const Shell& shell) {
  const auto rules = items_at(decision, "rules");
  const bool is_explained = member(decision, "rules").has_value();
  const bool matches = words_at(decision, "matches_record") != "false";
  std::string out;
  const auto reasons =
      is_explained && matches ? reasons_without_rule(decision) : items_at(decision, "reasons");
  if (!reasons.empty()) out += "because\n" + render_reasons(reasons, shell);
  if (const auto shadow = items_at(decision, "shadow");
      !shadow.empty() && !(is_explained && matches)) {
    out += "shadow rules that would have refused\n" + render_reasons(shadow, shell);
  }
  if (const std::string why = words_at(decision, "unexplained"); !why.empty()) {
    out += "what each rule saw cannot be shown: " + why + '\n';
  }
  if (!matches) {
    out +=
        shell.paint(Ink::bad,
                    "the log explains another answer than the one above, which was recorded") +
        "\n  the time zones of the daemon may have changed since; if not, report it as a defect\n";
  }
  if (!rules.empty()) out += "every rule that applied\n" + render_rules(rules, shell);
  return out;
}

std::string render(JsonValue decision, const Shell& shell) {
  Table facts(2);
  const auto add = [&](std::string_view name, std::string value) {
    if (!value.empty()) facts.add({{std::string(name), Ink::dim}, {std::move(value)}});
  };
  const auto add_time = [&](std::string_view name, std::string_view key) {
    const std::string text = words_at(decision, key);
    if (!text.empty()) add(name, local_time(text));
  };
  add("customer", words_at(decision, "customer"));
  add("address", words_at(decision, "address"));
  add("channel", words_at(decision, "channel"));
  add("purpose", words_at(decision, "purpose"));
  add("brand", words_at(decision, "brand"));
  add("campaign", words_at(decision, "campaign"));
  add("priority", words_at(decision, "priority"));
  add("labels", labels_of(decision));
  add("age", words_at(decision, "age"));
  add_time("asked", "at");
  add_time("planned", "planned_at");
  add_time("expires", "expires_at");
  add("by", words_at(decision, "by"));
  add("request", words_at(decision, "request_id"));
  add("policy", words_at(decision, "policy"));
  add("activated", activation_of(decision));
  add("status", words_at(decision, "status"));
  if (const auto headroom = member(decision, "headroom")) {
    add("headroom",
        words_at(*headroom, "remaining") + " more under " + words_at(*headroom, "rule"));
  }
  const std::string outcome = words_at(decision, "outcome");
  std::string out =
      "decision " + words_at(decision, "decision") + ": " + shell.paint(ink_of(outcome), outcome);
  const std::string retry = words_at(decision, "retry_at");
  if (!retry.empty()) out += " until " + local_time(retry);
  return out + '\n' + facts.render(shell) + render_why(decision, shell);
}

// The daemon writes it, and has run it.
int print_test(Client& client, const Options& options, const Shell& shell) {
  const std::string name = options.name.empty() ? "" : "&name=" + url_encoded(options.name);
  const auto body =
      body_of(client.get("/v1/decisions/" + url_encoded(options.decision) + "?as_test=true" + name,
                         "application/yaml"),
              shell);
  if (!body) return exit_trouble;
  shell.print(*body);
  return exit_fine;
}

int run(const Options& options, const Shell& shell) {
  auto client = make_client(options.server, shell);
  if (!client) return exit_usage;
  if (options.as_test) return print_test(*client, options, shell);
  const auto body =
      body_of(client->get("/v1/decisions/" + url_encoded(options.decision) + "?explain=true",
                          "application/json"),
              shell);
  if (!body) return exit_trouble;
  JsonParser parser;
  const auto decision = parser.parse(*body);
  if (!decision || words_at(*decision, "outcome").empty()) {
    shell.complain("the server's answer is no decision; is tactd what listens there?");
    return exit_trouble;
  }
  if (options.json) {
    shell.print(*body);
    if (!body->ends_with('\n')) shell.print("\n");
  } else {
    shell.print(render(*decision, shell));
  }
  if (options.proof.empty()) return exit_fine;
  return save_receipt(*client, options.decision, options.proof, options.witnessed, shell);
}

}  // namespace

void add_explain(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb =
      add_verb(parent, "explain",
               {"Show a decision: who, what, when, and what every rule of that day saw.",
                "  tact explain 182736\n  tact explain 182736 --proof 182736.tlog-proof\n"
                "  tact explain 182736 --as-test > policies/from_log_test.yaml",
                remote_exit_codes});
  verb->add_option("DECISION", options->decision, "The decision's id")
      ->required()
      ->check([](const std::string& id) {
        const bool is_id = !id.empty() && std::all_of(id.begin(), id.end(),
                                                      [](char c) { return c >= '0' && c <= '9'; });
        return is_id ? std::string() : "`" + id + "` is no decision's id, which is a number";
      });
  auto* as_test = verb->add_flag("--as-test", options->as_test,
                                 "Write a file of policy tests with this decision as its case, "
                                 "without the person");
  verb->add_option("--name", options->name, "What the test case is called")->needs(as_test);
  auto* proof =
      verb->add_option("--proof", options->proof,
                       "Write a receipt to this file: proof that the log holds the decision, which "
                       "`tact log verify` checks without a daemon")
          ->type_name("FILE")
          ->excludes(as_test);
  verb->add_flag("--witnessed", options->witnessed,
                 "Under a checkpoint that a witness has signed as well")
      ->needs(proof);
  verb->add_flag("--json", options->json, "Write the decision as the daemon gave it")
      ->excludes(as_test);
  add_server_option(*verb, options->server, shell);
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
