// tact policy explain: what a policy asks of messages, in sentences.
#include <memory>

#include "cli/language_option.h"
#include "cli/policy_desk.h"
#include "cli/verb.h"
#include "core/names/names.h"
#include "core/prose/explanation.h"

namespace tact::cli {
namespace {

struct Options {
  std::string path;
  ExplanationScope scope;
  std::string kind;
  std::string language;
  bool json = false;
};

int run(const Options& options, const Shell& shell) {
  int code = exit_fine;
  const auto policy = read_policy(options.path, shell, code);
  if (policy == nullptr) return code;
  ExplanationScope scope = options.scope;
  scope.kind = parse_name<CustomerKind>(options.kind);
  const prose::Language& language = chosen_language(options.language, shell);
  const auto told = explain_policy(*policy, scope, language);
  if (!told) {
    shell.complain(told.error().message);
    return exit_usage;
  }
  if (options.json) {
    std::string out;
    JsonWriter json(out, KeyOrder::as_written);
    write_explanation(*told, language, json);
    shell.print(out + '\n');
  } else {
    shell.print(render_explanation(*told, shell.columns, language));
  }
  return exit_fine;
}

}  // namespace

void add_policy_explain(CLI::App& parent, const Shell& shell, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = add_verb(
      parent, "explain",
      {"Tell in plain sentences what a policy asks of messages, by purpose and channel.",
       "  tact policy explain policies/example\n"
       "  tact policy explain policies/example --purpose marketing --channel sms --lang tr",
       "  0  told\n"
       "  1  the system's time zones cannot be read\n"
       "  2  bad arguments, or a name that the policy does not know\n"
       "  3  the policy does not compile"});
  verb->add_option("PATH", options->path, "A policy file, or a folder with policy.yaml")
      ->required();
  verb->add_option("--purpose", options->scope.purpose, "Only messages for this purpose");
  verb->add_option("--channel", options->scope.channel, "Only messages by this channel");
  verb->add_option("--brand", options->scope.brand, "Only messages of this brand");
  verb->add_option("--country", options->scope.country, "Only customers in this country, as `TR`");
  const auto kinds = names_of<CustomerKind>();
  verb->add_option("--kind", options->kind, "Only customers of this kind")
      ->check(CLI::IsMember(std::vector<std::string>(kinds.begin(), kinds.end())));
  add_language_option(*verb, options->language);
  verb->add_flag("--json", options->json, "Write one JSON object");
  verb->callback([options, &shell, &code] { code = run(*options, shell); });
}

}  // namespace tact::cli
