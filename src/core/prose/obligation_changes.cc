// What is different between two obligations of one id, and which of them asks for more, or sooner.
#include <algorithm>

#include "core/prose/change_collector.h"

namespace tact::prose {
namespace {

bool is_exact(const Deadline& due) {
  return due.business_days == 0 && due.span.unit == SpanUnit::exact;
}

const Matcher* address_of(const std::optional<Matcher>& matcher) {
  return matcher ? &*matcher : nullptr;
}

std::vector<Trigger> without(const std::vector<Trigger>& triggers,
                             const std::vector<Trigger>& others) {
  std::vector<Trigger> left;
  for (const Trigger& trigger : triggers) {
    if (std::find(others.begin(), others.end(), trigger) == others.end()) left.push_back(trigger);
  }
  return left;
}

// Where they differ as sets of what may happen.
void add_triggers(std::string_view part, const Phrase& label, const std::vector<Trigger>& before,
                  const std::vector<Trigger>& after, Effect gained, ChangeCollector& changes) {
  const Language& language = changes.language();
  const std::vector<Trigger> old_ones = single_triggers(before);
  const std::vector<Trigger> new_ones = single_triggers(after);
  Texts words;
  Effect effect = Effect::none;
  if (const auto came = without(new_ones, old_ones); !came.empty()) {
    words.push_back(
        fill(language.change.gains_event, {label.text, triggers_words(came, language)}));
    effect = gained;
  }
  if (const auto went = without(old_ones, new_ones); !went.empty()) {
    words.push_back(
        fill(language.change.loses_event, {label.text, triggers_words(went, language)}));
    effect = combined(effect, opposite(gained));
  }
  if (words.empty()) return;
  changes.add({std::string(part), triggers_words(before, language), triggers_words(after, language),
               joined(words, "; "), effect});
}

Effect effect_of_due(const Deadline& before, const Deadline& after) {
  if (before.business_days > 0 && after.business_days > 0) {
    return by_size(before.business_days, after.business_days, Effect::softer);
  }
  if (before.business_days > 0 || after.business_days > 0) return Effect::unclear;
  return by_length(before.span, after.span, Effect::softer);
}

// More business days: the last of them comes sooner.
Effect effect_of_weekdays(const std::bitset<7>& before, const std::bitset<7>& after) {
  if ((before & after) == before) return Effect::stricter;
  return (before & after) == after ? Effect::softer : Effect::unclear;
}

void add_deadline(const Deadline& before, const Deadline& after, ChangeCollector& changes) {
  const Language& language = changes.language();
  const ChangePhrases& phrases = language.change;
  if (before.business_days != after.business_days ||
      (before.business_days == 0 && before.span != after.span)) {
    changes.value("due", phrases.due.text, deadline_words(before, language),
                  deadline_words(after, language), effect_of_due(before, after));
  }
  if (before.calendar != after.calendar) {
    changes.value("calendar", phrases.calendar.text, before.calendar, after.calendar,
                  Effect::unclear);
  }
  if (before.weekdays != after.weekdays) {
    changes.value("business_days", phrases.business_days.text,
                  weekdays_words(before.weekdays, language),
                  weekdays_words(after.weekdays, language),
                  effect_of_weekdays(before.weekdays, after.weekdays));
  }
  if (before.half_days != after.half_days) {
    const auto word = [&](HalfDays days) {
      return std::string(
          (days == HalfDays::counted ? phrases.counted_days : phrases.free_days).text);
    };
    changes.value("half_days", phrases.half_days.text, word(before.half_days),
                  word(after.half_days),
                  after.half_days == HalfDays::counted ? Effect::stricter : Effect::softer);
  }
  const auto clock = [&](const Deadline& due) {
    return due.clock == nullptr ? std::string(phrases.customer_clock.text) : due.clock->name();
  };
  if (clock(before) != clock(after)) {
    // What is exact needs no dates.
    const bool matters = !is_exact(before) || !is_exact(after);
    changes.value("clock", phrases.clock.text, clock(before), clock(after),
                  matters ? Effect::unclear : Effect::none);
  }
}

}  // namespace

std::vector<ChangedPart> obligation_changes(const Obligation& before, const Obligation& after,
                                            const Language& language) {
  ChangeCollector changes(language);
  const ChangePhrases& phrases = language.change;
  add_triggers("opened_by", phrases.opened_by, before.opened_by, after.opened_by, Effect::stricter,
               changes);
  changes.matcher("when", phrases.applies, &before.when, &after.when, Effect::stricter);
  changes.matcher("unless", phrases.exempt, address_of(before.unless), address_of(after.unless),
                  Effect::softer);
  add_deadline(before.due, after.due, changes);
  add_triggers("closed_by", phrases.closed_by, before.closed_by, after.closed_by, Effect::softer,
               changes);
  changes.prose("text", phrases.text, before.text, after.text);
  changes.prose("law", phrases.law, before.law, after.law);
  return changes.take();
}

}  // namespace tact::prose
