#include "cli/policy_filed.h"

#include "cli/exit_code.h"
#include "cli/json_view.h"

namespace tact::cli {
namespace {

std::string what_differs(JsonValue failure) {
  std::string refused = words_at(failure, "refused");
  if (!refused.empty()) return refused;
  std::string parts;
  for (const JsonValue part : items_at(failure, "differs")) {
    parts += (parts.empty() ? "" : ", ") + words_of(part);
  }
  return "another " + parts + " than expected; `tact policy test` shows which";
}

// Each mistake and each failing test on a line of its own, as compilers do.
std::string refusals(JsonValue problem) {
  std::string text;
  for (const JsonValue one : items_at(problem, "diagnostics")) {
    text += words_at(one, "file") + ':' + words_at(one, "line") + ':' + words_at(one, "column") +
            ": " + words_at(one, "severity") + ": " + words_at(one, "message") + '\n';
  }
  const auto tests = member(problem, "tests");
  if (!tests) return text;
  for (const JsonValue one : items_at(*tests, "failures")) {
    text += words_at(one, "file") + ':' + words_at(one, "line") + ": error: the test `" +
            words_at(one, "name") + "` fails: " + what_differs(one) + '\n';
  }
  return text;
}

int print_refusal(const HttpAnswer& answer, const Shell& shell) {
  JsonParser parser;
  const auto problem = parser.parse(answer.body);
  if (answer.status != 422 || !problem) {
    shell.complain(problem_text(answer));
    return exit_trouble;
  }
  std::fputs(refusals(*problem).c_str(), shell.err);
  shell.complain(words_at(*problem, "detail"));
  const auto tests = member(*problem, "tests");
  const bool tests_fail = tests && words_at(*tests, "failed") != "0";
  return tests_fail ? exit_test_failed : exit_not_compiled;
}

std::string filed_text(JsonValue filed, const Shell& shell) {
  const std::string policy = words_at(filed, "policy");
  const std::string id = words_at(filed, "id");
  const std::string state = words_at(filed, "state");
  const std::string starts_at = words_at(filed, "starts_at");
  std::string text = policy + " is ";
  if (state == "active") {
    text += shell.paint(Ink::good, "active");
  } else if (state == "scheduled") {
    text += shell.paint(Ink::wait, "scheduled") + " for " + local_time(starts_at) +
            "; `tact policy withdraw " + id + "` calls it off";
  } else if (state == "withdrawn") {
    text += shell.paint(Ink::bad, "withdrawn");
  } else {
    text += shell.paint(Ink::wait, "waiting for a second person");
    if (!starts_at.empty()) text += ", to start " + local_time(starts_at);
    text += "; with another token: `tact policy approve " + id + '`';
  }
  text += '\n';
  if (const auto changes = member(filed, "changes")) {
    text += "  " + counted(items_at(*changes, "changed").size(), "rule", "rules") + " changed, " +
            grouped(items_at(*changes, "added").size()) + " added, " +
            grouped(items_at(*changes, "removed").size()) +
            " removed; as a whole: " + words_at(*changes, "effect") + '\n';
  }
  const auto tests = member(filed, "tests");
  if (tests) text += "  " + words_at(*tests, "passed") + " tests passed\n";
  return text;
}

}  // namespace

int print_filed(const Result<HttpAnswer>& answer, bool json, const Shell& shell) {
  if (!answer) {
    shell.complain(answer.error().message);
    return exit_trouble;
  }
  if (!answer->is_fine()) {
    if (json) shell.print(answer->body);
    return print_refusal(*answer, shell);
  }
  JsonParser parser;
  const auto filed = parser.parse(answer->body);
  if (!filed || words_at(*filed, "state").empty()) {
    shell.complain("the server's answer is not about a policy; is tactd what listens there?");
    return exit_trouble;
  }
  shell.print(json ? answer->body : filed_text(*filed, shell));
  return exit_fine;
}

}  // namespace tact::cli
