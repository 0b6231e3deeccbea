// The words in which a person is told what is held on them: person.h. Sentences, with their full
// stops; labels without. A language's are in a file of their own (english_person.cc …).
#pragma once

#include <array>

#include "core/prose/phrase.h"

namespace tact::prose {

// How a language writes dates and times.
struct DatePhrases {
  std::array<Phrase, 12> months;
  Phrase date;       // {1} day, {2} month, {3} year
  Phrase date_time;  // {1} date, {2} hour, {3} minute
};

// Why a message was not allowed, by Code; as far as there are figures of it.
struct ReasonPhrases {
  Phrase no_consent;
  Phrase withdrawn, withdrawn_then;      // {1} when
  Phrase expired, expired_given;         // {1} when it was given
  Phrase too_weak, weaker, no_evidence;  // {1} the level asked for, {2} the one on record
  Phrase unregistered;
  Phrase listed;  // {1} the list
  Phrase list_stale;
  Phrase cap;  // {1} how many are allowed, {2} the window, {3} how many were counted
  Phrase cap_bare;
  Phrase gap;  // {1} how long must lie between, {2} how long did
  Phrase gap_bare;
  Phrase hours;
  Phrase cooling, cooling_bare;  // {1} after what, {2} when that was, {3} how long
  Phrase volume;
  Phrase denied, would_expire, on_hold, timezone_unknown, calendar_missing;
  Phrase says;  // {1} the text that the rule's author gave it
};

// Entries of the log, one sentence each.
struct HappeningPhrases {
  Phrase asked;                                     // {1} details
  Phrase asked_for_later;                           // {2} the planned time
  Phrase allowed, refused, put_off, put_off_until;  // {1} from when on it may be asked again
  Phrase because;
  std::array<Phrase, 6> became;  // of an allowed one, by ContactStatus
  Phrase made_elsewhere;         // {1} details, {2} when
  Phrase reported, reported_of;  // {1} the status, {2} when it was asked for
  std::array<Phrase, 6> status;  // by ContactStatus
  Phrase granted, withdrawn;     // {1} details
  Phrase listed, unlisted;       // {1} the list
  Phrase listed_since, listed_until;
  Phrase profile, profile_empty;  // {1} what it said
  Phrase activity;                // {1} its name and details
  Phrase opened, opened_says;     // {1} until when, {2} what
  Phrase closed, closed_note;     // {1} the note
  Phrase read;                    // {1} what, {2} by whom
  Phrase erased;
  Phrase read_record, read_export, read_decision, read_entries, read_obligations, read_replay;
};

// The document itself. Labels stand before a colon.
struct DocumentPhrases {
  Phrase title;
  Phrase intro;  // {1} when it was made, {2} the time zone
  Phrase quotes;
  Phrase not_in_it;  // a heading
  Phrase no_texts, no_hashes, no_pseudonyms, no_erased, no_others;
  Phrase who, consents, lists, obligations, happened;  // headings
  Phrase customer, birth_date, household, timezone, country, region, language, kind, stage;
  Phrase segments;
  Phrase address;  // {1} the channel
  Phrase no_consents, consents_intro;
  Phrase given, refused;  // {1} when
  Phrase any_purpose, any_channel, any_brand, only_address, level;
  Phrase valid_until, registered, recorded, recorded_at_by, source;  // {1} when, {2} by whom
  Phrase evidence, no_evidence;
  Phrase document, wording, captured_by, captured_at, network, steps;
  Phrase step;                              // {1} what, {2} when
  Phrase no_lists, on_list, on_list_until;  // {1} the list, {2} since, {3} until
  Phrase no_obligations, due, overdue;      // {1} until when, {2} what
  Phrase text_unknown;                      // what an obligation says is not known any more
  Phrase happened_intro, nothing_happened;
  Phrase end;
  Phrase by_channel, for_purpose, of_brand, of_campaign, to_address;  // details
  Phrase with_label;                                                  // {1} its name, {2} its value
};

struct PersonPhrases {
  DatePhrases date;
  ReasonPhrases reason;
  HappeningPhrases happening;
  DocumentPhrases document;
};

const PersonPhrases& english_person();
const PersonPhrases& turkish_person();

}  // namespace tact::prose
