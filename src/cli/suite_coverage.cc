// Which rules tests have seen passing and failing, for people.
#include <algorithm>

#include "cli/suite_report.h"
#include "cli/table.h"

namespace tact::cli {
namespace {

std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string number(std::uint64_t count, std::size_t width) {
  return right(count == 0 ? "-" : grouped(count), width);
}

std::vector<Cell> row_of(const RuleCoverage& rule) {
  const bool is_shadow = rule.mode == RuleMode::shadow;
  return {{rule.id},
          {number(rule.passing, 6)},
          {number(rule.failing, 5)},
          {number(rule.not_applied, 14)},
          {is_shadow ? "shadow" : missing_words(rule), is_shadow ? Ink::dim : Ink::wait}};
}

}  // namespace

std::string missing_words(const RuleCoverage& rule) {
  const std::string pass = rule.can_pass ? "pass" : "let someone by";
  if (rule.is_covered()) return "";
  if (rule.is_seen_passing()) return "no test makes it fail";
  if (rule.is_seen_failing()) return "no test makes it " + pass;
  return "no test makes it " + pass + " or fail";
}

std::string coverage_text(const Coverage& coverage, const Shell& shell) {
  std::string out;
  const std::vector<RuleCoverage>& rules = coverage.rules();
  for (std::size_t i = 0; i < rules.size();) {
    const std::string& file = rules[i].place.file;
    Table table(2);
    table.add({{"rule", Ink::dim},
               {"passes", Ink::dim},
               {"fails", Ink::dim},
               {"does not apply", Ink::dim}});
    for (; i < rules.size() && rules[i].place.file == file; ++i) table.add(row_of(rules[i]));
    out += "coverage of " + file + '\n' + table.render(shell) + '\n';
  }
  return out;
}

std::string uncovered_text(const Coverage& coverage) {
  std::vector<std::string> never_fail;
  std::vector<std::string> never_pass;
  for (const RuleCoverage& rule : coverage.rules()) {
    if (rule.mode == RuleMode::shadow) continue;
    if (!rule.is_seen_failing()) never_fail.push_back(rule.id);
    if (!rule.is_seen_passing()) never_pass.push_back(rule.id);
  }
  std::string out;
  if (!never_fail.empty()) out += "no test makes fail: " + joined(never_fail) + '\n';
  if (!never_pass.empty()) out += "no test makes pass: " + joined(never_pass) + '\n';
  return out;
}

}  // namespace tact::cli
