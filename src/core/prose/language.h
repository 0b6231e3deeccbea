// The words in which policies are told to people. A language is one value of `Language`, in a file
// of its own (english.cc, turkish.cc): plain data and three small functions.
//
// No text is half translated: a Phrase has no default, so that a language in which one is missing
// does not compile. Names that the policy makes up (purposes, brands, lists …) are put in as they
// are written; phrases are made so that no ending has to be attached to them.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/prose/person_phrases.h"
#include "core/prose/phrase.h"

namespace tact::prose {

// `{1}` is the number.
struct Counted {
  Phrase one;
  Phrase many;
};

// REQUIRES: `values` has what the phrase names.
std::string fill(const Phrase& phrase, std::initializer_list<std::string_view> values);
// The form for `number`; the number is `{1}`, `more` is `{2}` and so on.
std::string fill(const Counted& phrase, std::int64_t number,
                 std::initializer_list<std::string_view> more = {});

struct TimePhrases {
  Counted seconds, minutes, hours, days, months, calendar_days;
  // The same as a quality of a stretch of time, for `rolling`: "7 günlük".
  Counted seconds_long, minutes_long, hours_long, days_long;
  Phrase rolling;
  Phrase calendar_day, calendar_week, calendar_month, calendar_quarter, calendar_year;
  Counted consecutive_days;
  std::array<Phrase, 7> weekdays;  // from Monday
  Phrase every_day, day_range;
  Phrase hours_open;  // {1} days, {2} from, {3} until
  Phrase date_from;   // a half-day: {1} date, {2} time
  Phrase dates;       // {1} first, {2} last
};

struct MatchPhrases {
  Phrase comma, or_last, and_last;  // between the items of lists
  Phrase together;                  // between conditions that must all hold
  Phrase either;                    // between alternatives
  Phrase always, negated;
  Phrase channel, purpose, brand, campaign, campaign_any, label, label_any;
  Phrase country, region, language, kind, stage;
  Counted segment, on_list;             // {2} the names
  std::array<Phrase, 5> priority, age;  // by Comparison
  Phrase activity, activity_ever;       // {1} events, {2} details, {3} how long ago
  Phrase consent_holds, no_refusal;     // {1} details
  Phrase individual, merchant;
  Phrase of_channel, of_brand, of_label;  // details of activities
};

struct CheckPhrases {
  Phrase consent, no_refusal;   // {1} details
  std::array<Phrase, 3> level;  // names: implied, express, written
  Phrase of_level, for_purpose, for_any_purpose, for_channel, given_within;
  Phrase registered, evidence, lifted_only_by;
  Counted lists;  // {2} the names
  Phrase fresh, grace, lifted;
  std::array<Counted, 3> cap;  // by Per; {2} the window
  std::array<Phrase, 3> gap;   // by Per
  Counted volume;              // {2} the window
  Phrase count, count_all, same;
  std::array<Phrase, 4> basis;  // by Basis; that of contacts says nothing
  Phrase same_channel, same_purpose, same_brand, same_campaign, same_label;
  Phrase open, never_open, customer_clock, zone_clock;
  Counted closed;    // {2} the calendars
  Counted cooldown;  // {2} events, {3} how long, {4} details
  Phrase of_same, event_day;
  Phrase deny;
};

struct RulePhrases {
  Phrase where;  // {1} conditions, {2} the check
  Phrase except, refused, in_force_from, in_force_until, in_force_between, watched;
};

// Of a consent: whatever the registry says, confirmed by it, and not confirmed.
using ConsentEvents = std::array<Phrase, 3>;

struct ObligationPhrases {
  Phrase heading, intro;  // of what is told of them
  Phrase after;           // {1} events, {2} how long, {3} details
  Phrase after_where;     // {4} conditions
  ConsentEvents granted, withdrawn;
  Counted activity;  // {2} the names
  Counted business_days;
  Phrase calendar;  // a detail: {1} its name
  Phrase half_days, no_half_days;
  Phrase done_when;  // {1} events
  Phrase done_by_word;
  Phrase says;  // {1} the text that its author gave it
};

struct ExplanationPhrases {
  Counted rules;
  Counted watched;  // {2} what `rules` says
  Counted obligations;
  Phrase known_on;                // {1} the date, {2} the files
  Phrase review_pending, review;  // {1} the files; {1} the file, {2} who and when
  Phrase defaults, timezone, country, kind, no_defaults;
  Phrase all_must_pass, unknown_is_strict;
  Phrase numbers;   // {1} regions
  Phrase messages;  // {1} purposes, {2} what narrows
  Phrase by_channel, to_country, to_kind, of_brand;
  Phrase only, all_but;  // what a sentence is about
  // By Topic.
  std::array<Phrase, 7> topics;
  Phrase nothing_applies, unmet;
};

struct ChangePhrases {
  Phrase summary;      // {1} changed, {2} added, {3} removed
  Phrase obligations;  // {1} how many changed, {2} were added, {3} removed
  Counted changed, added, removed, around;
  Phrase no_difference, same_rules;
  Phrase added_rule, removed_rule, changed_rule;
  Phrase added_obligation, removed_obligation, changed_obligation;
  std::array<Phrase, 4> effects;  // by Effect
  Phrase overall;
  Phrase becomes;                          // {1} label, {2} before, {3} after
  Phrase also, no_longer, only, not_only;  // {1} subject, {2} conditions
  Phrase applies, exempt, counted;         // the subjects
  Phrase gains, loses;                     // {1} label, {2} names
  Phrase gains_event, loses_event;         // {1} label, {2} events
  Phrase limit;                            // {1} before, {2} after, {3} the window
  Phrase at_most;
  Phrase none, yes, no, quoted;
  Phrase enforce, shadow, defer, deny;
  Phrase opt_in, opt_out;
  std::array<Phrase, 3> per;
  std::array<Phrase, 4> basis;
  Phrase next_day, event_day;
  Phrase customer_clock;
  // Labels of parts.
  Phrase check, mode, from, until, on_fail, text, law, title, name;
  Phrase within, same, per_label, basis_label, at_least, open, closed_on, clock;
  Phrase events, channel, brand, labels, length, first_day;
  Phrase model, level, max_age, purpose, registered, evidence;
  Phrase lists, fresh_within, grace, lifted;
  Phrase opened_by, closed_by, due, calendar, business_days, half_days;
  Phrase counted_days, free_days;  // what half-days are
  Phrase channels, purposes, activities, brands, timezone, country, kind;
  Phrase knowledge, legal_review;                                          // {1} the file
  Phrase calendar_days, calendar_years, calendar_added, calendar_removed;  // {1} the calendar
  Phrase region_numbers;                                                   // {1} the region
  Phrase region;                                                           // {1} the region
};

struct Language {
  std::string_view code;  // "en"
  TimePhrases time;
  MatchPhrases match;
  CheckPhrases check;
  RulePhrases rule;
  ObligationPhrases obligation;
  ExplanationPhrases explanation;
  ChangePhrases change;
  const PersonPhrases& (*person)();
  // With its first letter in upper case.
  std::string (*capital)(std::string text);
  // The common channels by their common names; others as they are.
  std::string_view (*channel)(std::string_view channel);
  // Countries that have a name here; "" for others.
  std::string_view (*country)(std::string_view code);
};

const Language& english();
const Language& turkish();

// In the order of their codes.
std::span<const Language* const> languages();
// Null where there is none of that code.
const Language* language_of(std::string_view code);

}  // namespace tact::prose
