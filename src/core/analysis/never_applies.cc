#include <algorithm>
#include <string>
#include <utility>

#include "core/analysis/analysis.h"
#include "core/analysis/wording.h"
#include "core/names/names.h"

namespace tact {
namespace {

using std::chrono::days;

// The key that a condition stands under.
std::string key_of(const Condition& condition) {
  if (const auto* field = std::get_if<FieldCondition>(&condition)) {
    return field_key(field->field, field->label);
  }
  if (std::holds_alternative<PriorityCondition>(condition)) return "priority";
  if (std::holds_alternative<AgeCondition>(condition)) return "age";
  if (std::holds_alternative<ActivityCondition>(condition)) return "activity";
  if (std::holds_alternative<ConsentCheck>(condition)) return "consent";
  if (std::holds_alternative<AnyCondition>(condition)) return "any";
  return "not";
}

void add_new(std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
}

// The keys of a part of `when` that nothing fits, and of which nothing can be left out.
std::vector<std::string> contradiction(Analysis& analysis, const Matcher& when,
                                       Customers customers) {
  Matcher core = when;
  for (std::size_t i = 0; i < core.all.size();) {
    Matcher less = core;
    less.all.erase(less.all.begin() + static_cast<std::ptrdiff_t>(i));
    if (analysis.space.can_hold(less, customers) == Answer::impossible) {
      core = std::move(less);
    } else {
      ++i;
    }
  }
  std::vector<std::string> keys;
  for (const Condition& condition : core.all) add_new(keys, key_of(condition));
  return keys;
}

std::string excluding(const std::vector<std::string>& keys) {
  if (keys.size() == 1) return "nothing can fit its " + quoted_in_words(keys, "and");
  return quoted_in_words(keys, "and") + " exclude each other";
}

// What is unknown of the customers that the last witness is one of.
std::vector<std::string> unknown_things(const RuleSpace& space) {
  std::vector<std::string> things;
  for (const auto& [variable, value] : space.witness()) {
    if (value == unknown_value) add_new(things, space.universe().variable(variable).label);
  }
  // A region that is not in the country: one of the two is wrong, or not known.
  if (things.empty()) things = {"country", "region"};
  return things;
}

bool warn_of_time(Analysis& analysis, std::size_t i) {
  const Rule& rule = analysis.rule(i);
  const Spot& spot = analysis.draft(i).until_spot;
  const std::optional<LocalDate> today = analysis.input.today;
  if (!rule.effective_until) return false;
  if (rule.effective_from && *rule.effective_until <= *rule.effective_from) {
    analysis.diagnostics.warning(spot, "this rule can never apply: it ends before it begins",
                                 "mend `from` or `until`");
    return true;
  }
  // A file of others may keep what was in force, and a law that is over is kept for whoever judges
  // the past by it.
  if (analysis.file(i) != 0 || !rule.law.empty()) return false;
  if (today && *rule.effective_until <= LocalTime(*today - days{1})) {
    analysis.diagnostics.warning(spot, "this rule can never apply again: its time is over",
                                 "remove the rule, or its `until`");
    return true;
  }
  return false;
}

bool warn_of_match(Analysis& analysis, std::size_t i) {
  const Rule& rule = analysis.rule(i);
  const RuleDraft& draft = analysis.draft(i);
  if (rule.unless && rule.unless->all.empty()) {
    analysis.diagnostics.warning(draft.unless_spot,
                                 "this rule can never apply: an empty `unless` exempts everyone",
                                 "remove `unless`, or say who is exempt");
    return true;
  }
  if (analysis.space.can_match(i) == Answer::impossible) {
    const auto keys = contradiction(analysis, rule.when, Customers::all);
    analysis.diagnostics.warning(draft.when_spot, "this rule can never apply: " + excluding(keys),
                                 "take one of them out, or join them by `any`");
    return true;
  }
  if (analysis.space.can_apply(i) == Answer::impossible) {
    analysis.diagnostics.warning(
        draft.unless_spot, "this rule can never apply: `unless` exempts all that `when` takes",
        "make `unless` narrower, or remove the rule");
    return true;
  }
  return false;
}

// What is unknown matches, so that such a rule is not dead, but hardly what was meant.
void warn_of_unknown_only(Analysis& analysis, std::size_t i) {
  RuleSpace& space = analysis.space;
  if (space.can_apply(i, Customers::known) != Answer::impossible) return;
  if (space.can_apply(i) != Answer::possible) return;
  const std::string message = "this rule applies only to customers whose " +
                              quoted_in_words(unknown_things(space), "or") + " is unknown";
  const RuleDraft& draft = analysis.draft(i);
  if (space.can_match(i, Customers::known) == Answer::impossible) {
    const auto keys = contradiction(analysis, draft.rule.when, Customers::known);
    analysis.diagnostics.warning(draft.when_spot, message,
                                 "of customers who are known, " + excluding(keys));
  } else {
    analysis.diagnostics.warning(draft.unless_spot, message,
                                 "`unless` exempts all others that `when` takes");
  }
}

void warn_of_idle_exemption(Analysis& analysis, std::size_t i) {
  if (!analysis.rule(i).unless) return;
  if (analysis.space.can_exempt(i) != Answer::impossible) return;
  analysis.diagnostics.warning(analysis.draft(i).unless_spot,
                               "this exemption never applies: `when` takes nothing that fits it",
                               "remove `unless`, or make it say whom to exempt");
}

std::string limit_name(const Check& check) {
  if (std::holds_alternative<CapCheck>(check)) return "cap";
  return std::holds_alternative<GapCheck>(check) ? "gap" : "volume";
}

void warn_of_idle_count(Analysis& analysis, std::size_t i) {
  const Check& check = analysis.rule(i).check;
  if (counting_of(check) == nullptr) return;
  if (analysis.space.can_count(i) != Answer::impossible) return;
  analysis.diagnostics.warning(
      analysis.draft(i).check_spot,
      "this " + limit_name(check) + " can never bind: no contact can fit its `count`",
      "let `count` and `same` fit the messages that `when` takes");
  analysis.settled[i] = true;
}

}  // namespace

void warn_of_never_applying(Analysis& analysis) {
  for (std::size_t i = 0; i < analysis.space.size(); ++i) {
    if (warn_of_time(analysis, i) || warn_of_match(analysis, i)) {
      analysis.settled[i] = true;
      continue;
    }
    warn_of_unknown_only(analysis, i);
    warn_of_idle_exemption(analysis, i);
    warn_of_idle_count(analysis, i);
  }
}

}  // namespace tact
