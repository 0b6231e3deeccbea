// Parts of policies in the words of a language. No text ends with a full stop except those of
// rule_sentence() and obligation_sentence().
#pragma once

#include <bitset>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tact/policy.h"

#include "core/prose/language.h"

namespace tact::prose {

using Texts = std::vector<std::string>;

// "a, b or c", "a, b and c", "a; b".
std::string or_list(const Texts& items, const Language& language);
std::string and_list(const Texts& items, const Language& language);
std::string joined(const Texts& items, std::string_view between);
// " (a; b)"; "" without items.
std::string in_brackets(const Texts& items);

std::string duration_words(Duration length, const Language& language);
std::string span_words(const Span& span, const Language& language);
std::string window_words(const Window& window, const Language& language);
// "2026-08-11", "2026-08-11 13:00".
std::string local_time_words(LocalTime time);
// "09:00", "24:00".
std::string time_of_day_words(std::chrono::minutes time);
// "Monday to Friday 09:00–19:00, Saturday 10:00–13:00"; "" where nothing is open. The same for all
// ways of writing the same hours of a weekday.
std::string open_words(const std::vector<OpenInterval>& open, const Language& language);
// "Monday to Friday and Sunday"; from Sunday, as a Deadline has them.
std::string weekdays_words(const std::bitset<7>& days, const Language& language);
// "2026-03-09 to 2026-03-11, 2026-10-28 from 13:00".
std::string days_words(const std::map<LocalDate, std::chrono::minutes>& days,
                       const Language& language);

std::string channel_words(std::string_view channel, const Language& language);
// "Türkiye"; the code where it has no name.
std::string country_words(const std::string& code, const Language& language);
std::string kind_words(CustomerKind kind, const Language& language);
std::string level_words(ConsentLevel level, const Language& language);
Texts same_words(const std::vector<SameField>& same, const Language& language);
Texts label_words(const Labels& labels, const Language& language);

// Which consent, in brackets; "" where it is any for the message itself.
std::string consent_details(const ConsentCheck& check, const Language& language);

std::string condition_words(const Condition& condition, const Language& language);
std::string matcher_words(const Matcher& matcher, const Language& language);

std::string check_words(const Check& check, const Language& language);

// All that a rule says, as sentences: its check, where it applies, what is exempt, how it fails,
// when it is in force, and whether it is only watched. `when` and `unless` stand for the rule's
// own.
std::string rule_sentence(const Rule& rule, const Matcher& when,
                          const std::optional<Matcher>& unless, const Language& language);
std::string rule_sentence(const Rule& rule, const Language& language);

// The single things that may happen, each once: one activity, or a consent that a registry has
// confirmed or has not.
std::vector<Trigger> single_triggers(const std::vector<Trigger>& triggers);
// "a consent is withdrawn or the activity data-request is recorded"; the same for all ways of
// writing the same.
std::string triggers_words(const std::vector<Trigger>& triggers, const Language& language);
// "3 business days".
std::string deadline_words(const Deadline& due, const Language& language);
// By whose dates it is counted.
std::string clock_words(const TimeZone* clock, const Language& language);

// All that an obligation says, as sentences, and what its author says that must be done: nothing
// else can tell.
std::string obligation_sentence(const Obligation& obligation, const Language& language);

}  // namespace tact::prose
