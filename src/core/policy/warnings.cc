#include "core/policy/warnings.h"

#include <algorithm>
#include <type_traits>

#include "core/policy/compare.h"
#include "core/policy/counting.h"

namespace tact {
namespace {

using std::chrono::days;
using std::chrono::year;

constexpr days notice{90};

bool is_contained(const Rule& rule, const Counting& inner, const Counting& outer,
                  const Rule& other) {
  return covers(other.when, rule.when) && covers(outer.count, inner.count) &&
         covers(outer.same, inner.same) && outer.per == inner.per && outer.basis == inner.basis;
}

// Whether `other` fails wherever `rule` does, as a cap, and no less severely.
bool makes_idle(const Rule& other, const Rule& rule) {
  const auto* outer = std::get_if<CapCheck>(&other.check);
  const auto* inner = std::get_if<CapCheck>(&rule.check);
  if (outer == nullptr || inner == nullptr) return false;
  if (other.mode != RuleMode::enforce || rule.mode != RuleMode::enforce) return false;
  if (other.unless || other.effective_from || other.effective_until) return false;
  if (rule.on_fail == OnFail::deny && other.on_fail == OnFail::defer) return false;
  return is_contained(rule, inner->counting, outer->counting, other) &&
         covers(outer->within, inner->within) && outer->at_most <= inner->at_most;
}

// The years from `first` on that are covered without a gap, the last of them; `first` - 1 if none.
int covered_through(const std::vector<int>& years, int first) {
  int last = first - 1;
  while (std::binary_search(years.begin(), years.end(), last + 1)) ++last;
  return last;
}

// Collects the purposes that matchers and checks name.
class PurposeCollector {
 public:
  void add(const Rule& rule) {
    if (!picks_by_purpose(rule.when)) takes_all_ = true;
    add(rule.when);
    if (rule.unless) add(*rule.unless);
    if (const auto* cap = std::get_if<CapCheck>(&rule.check)) add(cap->counting.count);
    if (const auto* gap = std::get_if<GapCheck>(&rule.check)) add(gap->counting.count);
    if (const auto* volume = std::get_if<VolumeCheck>(&rule.check)) add(volume->counting.count);
    if (const auto* consent = std::get_if<ConsentCheck>(&rule.check)) add(consent->purpose);
  }

  // Itself, what it is part of, or a part of it.
  bool mentions(const std::string& purpose) const {
    return takes_all_ || std::any_of(named_.begin(), named_.end(), [&](const std::string& name) {
             return purpose_covers(name, purpose) || purpose_covers(purpose, name);
           });
  }

 private:
  void add(const std::string& purpose) {
    if (!purpose.empty()) named_.push_back(purpose);
  }

  void add(const Matcher& matcher) {
    for (const Condition& condition : matcher.all) add(condition);
  }

  void add(const Condition& condition) {
    if (const auto* field = std::get_if<FieldCondition>(&condition)) {
      if (field->field != Field::purpose) return;
      named_.insert(named_.end(), field->values.begin(), field->values.end());
    } else if (const auto* any = std::get_if<AnyCondition>(&condition)) {
      for (const Matcher& matcher : any->any) add(matcher);
    } else if (const auto* negated = std::get_if<NotCondition>(&condition)) {
      add(negated->negated.front());
    } else if (const auto* consent = std::get_if<ConsentCheck>(&condition)) {
      add(consent->purpose);
    }
  }

  // Whether the requests that `when` takes all have a purpose that it names.
  static bool picks_by_purpose(const Matcher& when) {
    return std::any_of(when.all.begin(), when.all.end(), [](const Condition& condition) {
      if (const auto* field = std::get_if<FieldCondition>(&condition)) {
        return field->field == Field::purpose;
      }
      const auto* any = std::get_if<AnyCondition>(&condition);
      return any != nullptr && std::all_of(any->any.begin(), any->any.end(), picks_by_purpose);
    });
  }

  std::vector<std::string> named_;
  bool takes_all_ = false;
};

}  // namespace

void warn_of_exemption(const Rule& rule, const Spot& unless_spot, Diagnostics& diagnostics) {
  if (rule.unless->all.empty()) {
    diagnostics.warning(unless_spot,
                        "this rule can never apply: an empty `unless` exempts everyone",
                        "remove `unless`, or say who is exempt");
  } else if (looks_at_contact_only(*rule.unless) && covers(*rule.unless, rule.when)) {
    // Only of the contact's own fields: what is unknown of a customer matches `when` alone.
    diagnostics.warning(unless_spot,
                        "this rule can never apply: `unless` exempts all that `when` takes");
  }
}

void warn_of_effective(const Rule& rule, std::optional<LocalDate> today, const Spot& until_spot,
                       Diagnostics& diagnostics) {
  if (!rule.effective_until) return;
  if (rule.effective_from && *rule.effective_until <= *rule.effective_from) {
    diagnostics.warning(until_spot, "this rule can never apply: it ends before it begins");
  } else if (today && *rule.effective_until <= LocalTime(*today - days{1})) {
    diagnostics.warning(until_spot, "this rule can never apply again: its time is over",
                        "remove the rule, or its `until`");
  }
}

void warn_of_idle_caps(const std::vector<RuleDraft>& rules, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = 0; j < rules.size(); ++j) {
      const Rule& rule = rules[i].rule;
      const Rule& other = rules[j].rule;
      if (i == j || !makes_idle(other, rule)) continue;
      // Of two that say the same, the first stands.
      if (i < j && makes_idle(rule, other)) continue;
      diagnostics.warning(
          rules[i].check_spot,
          "this cap can never bind: " + quoted_input(other.id) + " is always reached first",
          "remove it, or make it stricter than `" + other.id + '`');
      break;
    }
  }
}

void warn_of_calendars(const Policy& policy, const CalendarDrafts& drafts, LocalDate today,
                       Diagnostics& diagnostics) {
  const int this_year = static_cast<int>(std::chrono::year_month_day(today).year());
  for (const auto& [name, calendar] : policy.calendars) {
    const int last = covered_through(calendar.covered_years, this_year);
    const std::string next = std::to_string(last + 1);
    if (last < this_year) {
      diagnostics.warning(drafts.spot(name),
                          "the calendar " + quoted_input(name) + " does not cover " + next +
                              ": rules that are closed on it fail",
                          "list the days of " + next + " and add it to `covers`");
      continue;
    }
    const LocalDate end = LocalDate{year{last} / std::chrono::December / 31};
    if (end - today > notice) continue;
    diagnostics.warning(drafts.spot(name),
                        "the calendar " + quoted_input(name) + " ends on " + format_date(end) +
                            ": rules that are closed on it fail after that",
                        "list the days of " + next + " and add it to `covers`");
  }
}

void warn_of_purposes(const std::vector<RuleDraft>& rules,
                      const std::vector<std::pair<std::string, Spot>>& purposes,
                      Diagnostics& diagnostics) {
  PurposeCollector collector;
  for (const RuleDraft& draft : rules) collector.add(draft.rule);
  for (const auto& [purpose, spot] : purposes) {
    if (collector.mentions(purpose)) continue;
    diagnostics.warning(
        spot, "no rule mentions the purpose " + quoted_input(purpose) + ": it is never limited");
  }
}

}  // namespace tact
