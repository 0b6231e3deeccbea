// What must be done, in words.
#include <algorithm>
#include <array>

#include "core/prose/words.h"

namespace tact::prose {
namespace {

bool contains(const std::vector<Trigger>& triggers, const Trigger& one) {
  return std::find(triggers.begin(), triggers.end(), one) != triggers.end();
}

// "" where none of the events is a consent of this state.
std::string consent_words(ConsentState state, const ConsentEvents& phrases,
                          const std::vector<Trigger>& single) {
  const bool confirmed = contains(single, ConsentTrigger{state, true});
  const bool unconfirmed = contains(single, ConsentTrigger{state, false});
  if (!confirmed && !unconfirmed) return {};
  return std::string(phrases.at(confirmed && unconfirmed ? 0 : confirmed ? 1 : 2).text);
}

// How its days are counted; what is exact has none.
Texts details_of(const Deadline& due, const Language& language) {
  const ObligationPhrases& phrases = language.obligation;
  Texts details;
  if (due.business_days > 0) {
    details.push_back(weekdays_words(due.weekdays, language));
    details.push_back(fill(phrases.calendar, {due.calendar}));
    details.emplace_back(
        (due.half_days == HalfDays::counted ? phrases.half_days : phrases.no_half_days).text);
  }
  if (due.business_days > 0 || due.span.unit != SpanUnit::exact) {
    details.push_back(clock_words(due.clock, language));
  }
  return details;
}

}  // namespace

std::vector<Trigger> single_triggers(const std::vector<Trigger>& triggers) {
  std::vector<Trigger> single;
  const auto add = [&](Trigger one) {
    if (!contains(single, one)) single.push_back(std::move(one));
  };
  for (const Trigger& trigger : triggers) {
    if (const auto* consent = std::get_if<ConsentTrigger>(&trigger)) {
      for (const bool registered : {true, false}) {
        if (consent->registered.value_or(registered) != registered) continue;
        add(ConsentTrigger{consent->state, registered});
      }
    } else {
      for (const std::string& event : std::get<ActivityTrigger>(trigger).events) {
        add(ActivityTrigger{{event}});
      }
    }
  }
  return single;
}

std::string triggers_words(const std::vector<Trigger>& triggers, const Language& language) {
  const ObligationPhrases& phrases = language.obligation;
  const std::vector<Trigger> single = single_triggers(triggers);
  Texts texts = {consent_words(ConsentState::granted, phrases.granted, single),
                 consent_words(ConsentState::withdrawn, phrases.withdrawn, single)};
  Texts events;
  for (const Trigger& trigger : single) {
    if (const auto* activity = std::get_if<ActivityTrigger>(&trigger)) {
      events.push_back(activity->events.front());
    }
  }
  if (!events.empty()) {
    texts.push_back(fill(phrases.activity, static_cast<std::int64_t>(events.size()),
                         {or_list(events, language)}));
  }
  texts.erase(std::remove(texts.begin(), texts.end(), std::string()), texts.end());
  return or_list(texts, language);
}

std::string deadline_words(const Deadline& due, const Language& language) {
  return due.business_days > 0 ? fill(language.obligation.business_days, due.business_days)
                               : span_words(due.span, language);
}

std::string obligation_sentence(const Obligation& obligation, const Language& language) {
  const ObligationPhrases& phrases = language.obligation;
  const std::string events = triggers_words(obligation.opened_by, language);
  const std::string due = deadline_words(obligation.due, language);
  const std::string details = in_brackets(details_of(obligation.due, language));
  std::string text = obligation.when.all.empty()
                         ? fill(phrases.after, {events, due, details})
                         : fill(phrases.after_where,
                                {events, due, details, matcher_words(obligation.when, language)});
  text = language.capital(std::move(text)) + '.';
  if (obligation.unless) {
    text += ' ' + fill(language.rule.except, {matcher_words(*obligation.unless, language)});
  }
  text += ' ' + (obligation.closed_by.empty()
                     ? std::string(phrases.done_by_word.text)
                     : fill(phrases.done_when, {triggers_words(obligation.closed_by, language)}));
  if (!obligation.text.empty()) text += ' ' + fill(phrases.says, {obligation.text});
  return text;
}

}  // namespace tact::prose
