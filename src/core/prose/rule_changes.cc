// What is different between two rules of one id.
#include "core/prose/change_collector.h"

namespace tact::prose {
namespace {

// A bound of the time in which a rule is in force; `later` is what it means that it is put off.
void add_bound(std::string_view part, const Phrase& label, const std::optional<LocalTime>& before,
               const std::optional<LocalTime>& after, Effect effect, ChangeCollector& changes) {
  if (before == after) return;
  const auto words = [](const std::optional<LocalTime>& time) {
    return time ? local_time_words(*time) : std::string();
  };
  changes.value(part, label.text, words(before), words(after), effect);
}

void add_effective(const Rule& before, const Rule& after, ChangeCollector& changes) {
  const ChangePhrases& phrases = changes.language().change;
  const LocalTime always = LocalTime::min();
  add_bound("effective.from", phrases.from, before.effective_from, after.effective_from,
            by_size(before.effective_from.value_or(always), after.effective_from.value_or(always),
                    Effect::softer),
            changes);
  const LocalTime never = LocalTime::max();
  add_bound("effective.until", phrases.until, before.effective_until, after.effective_until,
            by_size(before.effective_until.value_or(never), after.effective_until.value_or(never),
                    Effect::stricter),
            changes);
}

const Matcher* address_of(const std::optional<Matcher>& matcher) {
  return matcher ? &*matcher : nullptr;
}

}  // namespace

std::vector<ChangedPart> rule_changes(const Rule& before, const Rule& after,
                                      const Language& language) {
  ChangeCollector changes(language);
  const ChangePhrases& phrases = language.change;
  if (before.mode != after.mode) {
    const auto word = [&](RuleMode mode) {
      return std::string((mode == RuleMode::enforce ? phrases.enforce : phrases.shadow).text);
    };
    changes.value("mode", phrases.mode.text, word(before.mode), word(after.mode),
                  after.mode == RuleMode::enforce ? Effect::stricter : Effect::softer);
  }
  add_check_changes(before.check, after.check, changes);
  changes.matcher("when", phrases.applies, &before.when, &after.when, Effect::stricter);
  changes.matcher("unless", phrases.exempt, address_of(before.unless), address_of(after.unless),
                  Effect::softer);
  add_effective(before, after, changes);
  if (before.on_fail != after.on_fail) {
    const auto word = [&](OnFail on_fail) {
      return std::string((on_fail == OnFail::defer ? phrases.defer : phrases.deny).text);
    };
    changes.value("on_fail", phrases.on_fail.text, word(before.on_fail), word(after.on_fail),
                  after.on_fail == OnFail::deny ? Effect::stricter : Effect::softer);
  }
  changes.prose("text", phrases.text, before.text, after.text);
  changes.prose("law", phrases.law, before.law, after.law);
  return changes.take();
}

}  // namespace tact::prose
