#include "cli/language_option.h"

#include <vector>

namespace tact::cli {

void add_language_option(CLI::App& verb, std::string& code, std::string_view help) {
  std::vector<std::string> codes;
  for (const prose::Language* language : prose::languages()) codes.emplace_back(language->code);
  verb.add_option("--lang,--language", code, std::string(help))->check(CLI::IsMember(codes));
}

const prose::Language& chosen_language(const std::string& code, const Shell& shell) {
  const prose::Language* const language = prose::language_of(code.empty() ? shell.language : code);
  return language == nullptr ? prose::english() : *language;
}

}  // namespace tact::cli
