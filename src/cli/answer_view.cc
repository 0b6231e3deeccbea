#include "cli/answer_view.h"

#include "cli/json_view.h"
#include "cli/rules_view.h"
#include "cli/table.h"

namespace tact::cli {
namespace {

std::string labelled(std::string_view label, std::string value) {
  return value.empty() ? value : std::string(label) + ' ' + value;
}

std::string time_at(JsonValue object, std::string_view key) {
  const std::string text = words_at(object, key);
  return text.empty() ? text : local_time(text);
}

}  // namespace

Ink ink_of(std::string_view outcome) {
  if (outcome == "allow") return Ink::good;
  if (outcome == "defer") return Ink::wait;
  return outcome == "deny" ? Ink::bad : Ink::plain;
}

std::string render_reasons(const std::vector<JsonValue>& reasons, const Shell& shell) {
  Table table(2);
  for (const JsonValue reason : reasons) {
    const std::string rule = words_at(reason, "rule");
    const std::string mode = words_at(reason, "mode");
    const bool passes = words_at(reason, "passes") == "true";
    table.add({{rule.empty() ? "-" : rule},
               {mode == "shadow" ? "(shadow)" : "", Ink::dim},
               passes ? Cell{"passes", Ink::good} : Cell{words_at(reason, "code"), Ink::bad},
               {labelled("observed", words_at(reason, "observed"))},
               {labelled("limit", words_at(reason, "limit"))},
               {labelled("window", words_at(reason, "window"))},
               {labelled("retry", time_at(reason, "retry_at"))},
               {words_at(reason, "text"), Ink::dim}});
  }
  return table.render(shell);
}

std::string render_answer(JsonValue answer, const Shell& shell) {
  const std::string outcome = words_at(answer, "outcome");
  std::string out = shell.paint(ink_of(outcome), outcome);
  if (const std::string retry = time_at(answer, "retry_at"); !retry.empty()) {
    out += " until " + retry;
  }
  out += '\n' + render_reasons(items_at(answer, "reasons"), shell);
  Table facts(2);
  const auto add = [&](std::string_view name, std::string value) {
    if (!value.empty()) facts.add({{std::string(name), Ink::dim}, {std::move(value)}});
  };
  if (const auto headroom = member(answer, "headroom")) {
    add("headroom",
        words_at(*headroom, "remaining") + " more under " + words_at(*headroom, "rule"));
  }
  const bool is_dry = words_at(answer, "dry_run") == "true";
  add("decision", is_dry ? "none, a dry run" : words_at(answer, "decision"));
  add("request", words_at(answer, "request_id"));
  if (words_at(answer, "replayed") == "true") add("replayed", "this is the first answer, again");
  add("policy", words_at(answer, "policy"));
  out += facts.render(shell);
  if (const auto shadow = items_at(answer, "shadow"); !shadow.empty()) {
    out += "shadow rules that would fail\n" + render_reasons(shadow, shell);
  }
  if (const auto rules = items_at(answer, "rules"); !rules.empty()) {
    out += "every rule that applied\n" + render_rules(rules, shell);
  }
  return out;
}

}  // namespace tact::cli
