#include "unit/core/prose/telling.h"

#include <catch2/catch.hpp>

#include "files/disk_files.h"
#include "unit/core/policy/support.h"
#include "zones/system_zones.h"

namespace tact {

std::shared_ptr<const Policy> policy_of_file(std::string_view path) {
  Result<ZoneBook> book = load_system_zones();
  REQUIRE(book.ok());
  DiskFiles files;
  const Compiled compiled =
      compile_policy(policy_file_at(source_path(path)), files,
                     std::make_shared<const ZoneBook>(std::move(*book)), std::nullopt);
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy != nullptr);
  auto policy = std::make_shared<Policy>(*compiled.policy);
  policy->hash = std::string(64, '0');
  return policy;
}

std::string in_lines(const PolicyChanges& changes) {
  std::string text;
  const auto add = [&](const std::string& what, Effect effect) {
    text += what + ": " + std::string(effect_name(effect)) + '\n';
  };
  for (const RuleChanges* all : {&changes.rules, &changes.obligations}) {
    for (const RuleChange& one : all->changed) {
      for (const ChangedPart& part : one.parts) add(one.rule + ": " + part.words, part.effect);
    }
    for (const RuleChange& one : all->added) add(one.rule + " added", one.effect);
    for (const RuleChange& one : all->removed) add(one.rule + " removed", one.effect);
  }
  for (const ChangedPart& part : changes.around) add(part.words, part.effect);
  return text;
}

std::string changes_of_rules(std::string_view old_rules, std::string_view new_rules) {
  return in_lines(changes_between(*compiled_rules(old_rules), *compiled_rules(new_rules)));
}

}  // namespace tact
