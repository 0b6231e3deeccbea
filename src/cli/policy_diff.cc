// tact policy diff: what another version of a policy changes, rule by rule.
#include <memory>

#include "cli/language_option.h"
#include "cli/policy_desk.h"
#include "cli/verb.h"
#include "core/prose/changes.h"

namespace tact::cli {
namespace {

struct Options {
  std::string old_path;
  std::string new_path;
  std::string language;
  bool json = false;
  bool exit_code = false;
};

int run(const Options& options, const Shell& shell) {
  int code = exit_fine;
  const auto old_policy = read_policy(options.old_path, shell, code);
  if (old_policy == nullptr) return code;
  const auto new_policy = read_policy(options.new_path, shell, code);
  if (new_policy == nullptr) return code;
  const prose::Language& language = chosen_language(options.language, shell);
  const PolicyChanges changes = changes_between(*old_policy, *new_policy, language);
  if (options.json) {
    std::string out;
    JsonWriter json(out, KeyOrder::as_written);
    write_changes(changes, json);
    shell.print(out + '\n');
  } else {
    shell.print(render_changes(changes, shell.columns, language));
  }
  return options.exit_code && !changes.empty() ? exit_differs : exit_fine;
}

}  // namespace

void add_policy_diff(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "diff",
      {"Tell what is different between two policies, rule by rule, and whether it is stricter.\n"
       "Comments, formatting, order and the files that rules stand in are no difference.",
       "  tact policy diff old/policy.yaml policies/example",
       "  0  told, whether they differ or not\n"
       "  1  the system's time zones cannot be read\n"
       "  2  bad arguments\n"
       "  3  a policy does not compile\n"
       "  4  with --exit-code: they differ in something that is told"});
  verb->add_option("OLD", options->old_path, "A policy file, or a folder with policy.yaml")
      ->required();
  verb->add_option("NEW", options->new_path, "The other one")->required();
  add_language_option(*verb, options->language);
  verb->add_flag("--exit-code", options->exit_code, "End with 4 where they differ");
  verb->add_flag("--json", options->json, "Write one JSON object");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
