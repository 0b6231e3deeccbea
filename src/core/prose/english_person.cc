// What a person is told, in English.
#include "core/prose/person_phrases.h"

namespace tact::prose {
namespace {

constexpr DatePhrases date_phrases = {
    .months = {{"January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December"}},
    .date = "{1} {2} {3}",
    .date_time = "{1}, {2}:{3}",
};

constexpr ReasonPhrases reason_phrases = {
    .no_consent = "No consent of yours for such a message was on record.",
    .withdrawn = "You had refused such messages, or withdrawn your consent.",
    .withdrawn_then = "You had refused such messages, or withdrawn your consent, on {1}.",
    .expired = "The consent on record was no longer valid.",
    .expired_given = "The consent that you gave on {1} was no longer valid.",
    .too_weak = "The consent on record was not of the kind that such a message needs.",
    .weaker =
        "The consent on record was not of the kind that such a message needs (needed: {1}; on "
        "record: {2}).",
    .no_evidence = "The consent on record was not proved by any evidence, as such a message needs.",
    .unregistered = "The national registry had not confirmed your consent.",
    .listed = "You, or the address, stood on a list of those who are not to be contacted: “{1}”.",
    .list_stale =
        "It could not be known whether you stood on a list, because the list was not up to "
        "date: “{1}”.",
    .cap =
        "The limit on the number of messages was reached: at most {1} {2}; {3} had been "
        "counted.",
    .cap_bare = "The limit on the number of messages was reached.",
    .gap =
        "The time between this message and another one was too short (needed: {1}; it was: "
        "{2}).",
    .gap_bare = "The time between this message and another one was too short.",
    .hours = "The time was outside the hours in which such messages may be sent.",
    .cooling = "No message was to be sent for some time after “{1}” ({2}; for: {3}).",
    .cooling_bare = "No message was to be sent for some time after something that had happened.",
    .volume =
        "The limit on the number of messages to all customers together was reached; this was "
        "not about you.",
    .denied = "Such messages are not allowed.",
    .would_expire = "The message would have been out of date before it could have been sent.",
    .on_hold = "Messages of this kind were stopped for the time being.",
    .timezone_unknown = "It was not known what time it was where you are.",
    .calendar_missing = "It was not known whether that day was a holiday.",
    .says = "In the words of the rule: “{1}”",
};

constexpr HappeningPhrases happening_phrases = {
    .asked = "It was asked whether a message may be sent to you ({1}).",
    .asked_for_later = "It was asked whether a message planned for {2} may be sent to you ({1}).",
    .allowed = "It was allowed.",
    .refused = "It was refused.",
    .put_off = "It was refused at that time.",
    .put_off_until = "It was refused at that time; it could be asked for again from {1} on.",
    .because = "The reasons:",
    .became = {{"Whether it was sent was not reported.", "It was sent.", "It could not be sent.",
                "Its sending was called off.", "It was delivered to you.",
                "It became a conversation with you."}},
    .made_elsewhere = "You were contacted through another system ({1}; when: {2}).",
    .reported = "It was reported what became of a message: {1}.",
    .reported_of = "It was reported what became of the message asked about on {2}: {1}.",
    .status = {{"not sent yet", "sent", "could not be sent", "called off", "delivered",
                "became a conversation"}},
    .granted = "A consent of yours was recorded ({1}).",
    .withdrawn = "A refusal of yours, or the withdrawal of a consent, was recorded ({1}).",
    .listed = "You were put on the list “{1}”.",
    .unlisted = "You were taken off the list “{1}”.",
    .listed_since = "That holds from {1} on.",
    .listed_until = "That holds until {1}.",
    .profile = "Your profile was recorded ({1}).",
    .profile_empty = "Your profile was recorded without any details.",
    .activity = "Something that happened was recorded: {1}.",
    .opened = "From then on something had to be done for you by {1}.",
    .opened_says = "From then on something had to be done for you by {1}: “{2}”",
    .closed = "What had to be done for you was done, or is no longer needed.",
    .closed_note =
        "What had to be done for you was done, or is no longer needed. The note on it: “{1}”",
    .read = "Somebody looked at data about you ({1}; by: “{2}”).",
    .erased = "Data about you was erased.",
    .read_record = "your record",
    .read_export = "this document",
    .read_decision = "one decision on a message",
    .read_entries = "entries about you",
    .read_obligations = "what has to be done for you",
    .read_replay = "an earlier decision, worked out again",
};

constexpr DocumentPhrases document_phrases = {
    .title = "Everything that is held on you",
    .intro =
        "This document holds all personal data that is kept on you in the system that decides "
        "whether messages may be sent to you. It was made on {1}. All times in it are those of "
        "the time zone {2}.",
    .quotes = "What stands in quotation marks is given as it was written by whoever recorded it.",
    .not_in_it = "What is not in it, and why",
    .no_texts =
        "The texts of messages: this system decides whether a message may be sent, and never "
        "sees what it says.",
    .no_hashes =
        "Keyed hashes: to prove that nothing was changed afterwards, values are kept that were "
        "computed from your data with a secret key. Nothing about you can be read from them.",
    .no_pseudonyms =
        "Pseudonyms: in the log a made-up number stands for you, and another for each of your "
        "addresses. They say nothing by themselves and are not repeated here.",
    .no_erased =
        "What was erased, or dropped once the time for keeping it was over: it is not held any "
        "more. Of somebody who was erased, a refusal is kept under a keyed hash of the address "
        "alone, so that it is still honoured.",
    .no_others =
        "What other systems of ours hold on you, such as contracts or orders: ask for it there.",
    .who = "Who you are",
    .consents = "Your consents and refusals",
    .lists = "Your entries on lists",
    .obligations = "What has to be done for you",
    .happened = "All that was recorded, in the order of time",
    .customer = "Customer number",
    .birth_date = "Date of birth",
    .household = "Household",
    .timezone = "Time zone",
    .country = "Country",
    .region = "Region",
    .language = "Language",
    .kind = "Kind",
    .stage = "Stage",
    .segments = "Segments",
    .address = "Address ({1})",
    .no_consents = "No consent and no refusal of yours is on record.",
    .consents_intro = "The newest comes first. A later record does not replace an earlier one.",
    .given = "{1}: you gave your consent",
    .refused = "{1}: you refused, or withdrew your consent",
    .any_purpose = "any purpose",
    .any_channel = "any channel",
    .any_brand = "any brand",
    .only_address = "At this address only",
    .level = "Kind of consent",
    .valid_until = "Valid until",
    .registered = "Confirmed by the national registry",
    .recorded = "Recorded",
    .recorded_at_by = "{1}, by “{2}”",
    .source = "Source",
    .evidence = "Evidence",
    .no_evidence = "none on record",
    .document = "Document (SHA-256)",
    .wording = "Version of the wording",
    .captured_by = "Given through",
    .captured_at = "Made",
    .network = "Network address",
    .steps = "Steps of the double opt-in",
    .step = "{2}: {1}",
    .no_lists = "No list has an entry on you or on an address of yours.",
    .on_list = "“{1}”, since {2}",
    .on_list_until = "“{1}”, from {2} until {3}",
    .no_obligations = "Nothing has to be done for you at present.",
    .due = "By {1}: {2}",
    .overdue = "By {1}, which has passed: {2}",
    .text_unknown = "the rule that asked for it is no longer in force",
    .happened_intro =
        "Below stands each time that somebody asked whether a message may be sent to you, what "
        "the answer was and why, and everything else that was recorded about you.",
    .nothing_happened = "Nothing was recorded about you.",
    .end = "End of the document.",
    .by_channel = "channel: {1}",
    .for_purpose = "purpose: {1}",
    .of_brand = "brand: {1}",
    .of_campaign = "campaign: {1}",
    .to_address = "address: {1}",
    .with_label = "{1}: {2}",
};

constexpr PersonPhrases phrases = {
    .date = date_phrases,
    .reason = reason_phrases,
    .happening = happening_phrases,
    .document = document_phrases,
};

}  // namespace

const PersonPhrases& english_person() { return phrases; }

}  // namespace tact::prose
