// The declarations of a rule and of the eight checks.
#include "core/grammar/forms.h"
#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr KeyGrammar rule_keys[] = {
    {"id", required, one(Form::identifier),
     "The rule's name: a-z, 0-9 and -. No other rule has it; every answer shows it.", "promo-week"},
    {"text", optional, one(Form::prose), "The rule in words, as answers show it to people.",
     "No more than three promotions in any seven days."},
    {"law", optional, one(Form::prose), "The law or the decision behind the rule.",
     "\"Law 6563, art. 6\""},
    {"when", optional, mapping(matcher),
     "What the rule applies to; all keys must hold. Without it: every message.",
     "{ purpose: marketing }"},
    {"unless", optional, mapping(matcher), "Who or what is exempt from the rule.",
     "{ stage: vip }"},
    {"mode", optional, choice(names_of<RuleMode>),
     "`enforce` binds. `shadow` tries the rule out: it is judged and logged, but never binding.",
     "shadow"},
    {"effective", optional, full_mapping(effective),
     "From when until when the rule applies, by the time of the message.",
     "{ from: 2026-08-11, until: 2027-01-31 }"},
    {"on_fail", optional, choice(names_of<OnFail>),
     "What a failing check does: `defer` until it would pass, or `deny`.", "deny",
     final_check_names},
    {"consent", optional, mapping(consent),
     "Check: the person agreed. Where not, the message is denied.", "{ model: opt-in }"},
    {"absent_from", optional, mapping(absent_from),
     "Check: neither the customer nor the address is on a list.", "{ lists: [bounced] }"},
    {"cap", optional, mapping(cap), "Check: no more than so many contacts in a window of time.",
     "{ at_most: 3, within: 7d }"},
    {"gap", optional, mapping(gap), "Check: so much time lies between two contacts.",
     "{ at_least: 4h }"},
    {"hours", optional, mapping(hours),
     "Check: the customer's local time is inside the open hours.",
     "{ open: [\"mon-fri 09:00-18:00\"] }"},
    {"cooldown", optional, mapping(cooldown),
     "Check: something that the customer did is long enough ago, or never happened.",
     "{ after: { event: complaint }, for: 30d }"},
    {"volume", optional, mapping(volume), "Check: our own total over all customers has a limit.",
     "{ at_most: 500, within: 1h, same: [channel] }"},
    {"deny", optional, one(Form::always_true), "Check: what the rule applies to is never allowed.",
     "true"},
};

constexpr KeyGrammar effective_keys[] = {
    {"from", optional, one(Form::local_time), "The first date or time at which the rule applies.",
     "2026-08-11"},
    {"until", optional, one(Form::local_time),
     "The first date or time at which the rule applies no more.", "\"2027-01-31 13:00\""},
};

constexpr KeyGrammar consent_keys[] = {
    {"model", optional, choice(names_of<ConsentModel>),
     "`opt-in`: a valid yes is needed. `opt-out`: only a no counts.", "opt-in"},
    {"level", optional, choice(names_of<ConsentLevel>),
     "The least that the consent must be. Without it: any.", "express"},
    {"max_age", optional, one(Form::age), "How long a yes is good for.", "24 months"},
    {"purpose", optional, one(Form::text),
     "The purpose that consent is needed for, where it is not the message's own; `any`: a record "
     "of "
     "whatever purpose counts.",
     "profiling"},
    {"channel", optional, one(Form::text),
     "The channel that consent is needed for, where it is not the message's own.", "email"},
    {"registered", optional, one(Form::boolean),
     "`true`: a national registry must have confirmed the consent.", "true"},
    {"evidence", optional, one(Form::boolean),
     "`true`: there must be evidence of the consent on record.", "true"},
};

constexpr KeyGrammar absent_from_keys[] = {
    {"lists", required, some(Form::text), "The lists that the customer must not be on.",
     "[bounced]"},
    {"fresh_within", optional, one(Form::duration),
     "Each list must have been loaded less than that ago.", "31d"},
    {"grace", optional, one(Form::duration), "An entry counts only once it is that old.", "28d"},
    {"lifted_by_later_consent", optional, one(Form::boolean),
     "`true`: a consent that was given after the entry lifts it.", "true"},
};

constexpr KeyGrammar at_most_key = {
    "at_most", required, whole(at_most_min, at_most_max),
    "How many contacts the window may hold, the message itself included.", "3"};
constexpr KeyGrammar within_key = {
    "within", required, one(Form::window),
    "The window: `24h` and `7d` are any stretch of that length, `calendar week` is the customer's "
    "own, `30 calendar days` any run of that many dates.",
    "7d"};
constexpr KeyGrammar count_key = {
    "count", optional, mapping(counted),
    "Which contacts count, by their own fields. Without it: those that `when` would match.",
    "{ channel: call }"};
constexpr KeyGrammar same_key = {"same", optional, shared_fields(contact_fields_shared),
                                 "What they must share with the message in order to count.",
                                 "[brand, label.subject]"};
constexpr KeyGrammar per_key = {"per", optional, choice(names_of<Per>), "Whose contacts count.",
                                "household"};
constexpr KeyGrammar basis_key = {
    "basis", optional, choice(names_of<Basis>),
    "What a contact must have come to in order to count: `contact` is all but failed and "
    "cancelled ones, `attempt` all but cancelled ones.",
    "delivered"};

constexpr KeyGrammar cap_keys[] = {at_most_key, within_key, count_key,
                                   same_key,    per_key,    basis_key};

constexpr KeyGrammar gap_keys[] = {{"at_least", required, one(Form::duration),
                                    "The time that must lie between two contacts.", "4h"},
                                   count_key,
                                   same_key,
                                   per_key,
                                   basis_key};

constexpr KeyGrammar volume_keys[] = {at_most_key, within_key, count_key, same_key, basis_key};

constexpr KeyGrammar hours_keys[] = {
    {"open", required, any_number(Form::opening_hours),
     "The open hours: days, and from when until when. The end is not included.",
     "[\"mon-fri 09:00-18:00\", \"sat 10:00-13:00\"]"},
    {"closed_on", optional, any_number(Form::text), "Calendars whose days are closed.",
     "[tr-public]"},
    {"clock", optional, one(Form::clock),
     "Whose clock: `customer`, or a time zone that holds for everybody.", "customer"},
};

constexpr KeyGrammar cooldown_keys[] = {
    {"after", required, mapping(cooldown_after), "What happened.", "{ event: complaint }"},
    {"for", required, one(Form::span), "How long to wait after it.", "60 calendar days"},
    {"first_day", optional, choice(first_days),
     "Which date is the first of `calendar days`: the `next`, or that of the `event`.", "event"},
};

constexpr KeyGrammar cooldown_after_keys[] = {
    {"event", required, some(Form::text), "The activity, or several, of the vocabulary.",
     "complaint"},
    {"channel", optional, one(Form::text), "Only on this channel.", "call"},
    {"brand", optional, one(Form::text), "Only with this brand.", "acme"},
    {"label.KEY", optional, one(Form::exact_text), "Only with this label.", "loans"},
    {"same", optional, shared_fields(activity_fields_shared),
     "What the activity must share with the message.", "[brand]"},
};

}  // namespace

constinit const MapGrammar rule = {.name = "rule",
                                   .meaning = "One rule, with exactly one check.",
                                   .keys = rule_keys,
                                   .exactly_one_of = check_names};

constinit const MapGrammar effective = {
    .name = "effective", .meaning = "From when until when a rule applies.", .keys = effective_keys};

constinit const MapGrammar consent = {
    .name = "consent", .meaning = "Which consent is needed.", .keys = consent_keys};

constinit const MapGrammar absent_from = {
    .name = "absent_from", .meaning = "Which lists to look at.", .keys = absent_from_keys};

constinit const MapGrammar cap = {
    .name = "cap", .meaning = "How many contacts in which time.", .keys = cap_keys};

constinit const MapGrammar gap = {
    .name = "gap", .meaning = "How much time between two contacts.", .keys = gap_keys};

constinit const MapGrammar hours = {
    .name = "hours", .meaning = "At which time of day.", .keys = hours_keys};

constinit const MapGrammar cooldown = {
    .name = "cooldown", .meaning = "How long after something happened.", .keys = cooldown_keys};

constinit const MapGrammar cooldown_after = {.name = "cooldown_after",
                                             .meaning = "The activity that begins a cooldown.",
                                             .keys = cooldown_after_keys};

constinit const MapGrammar volume = {
    .name = "volume", .meaning = "How many contacts over all customers.", .keys = volume_keys};

}  // namespace tact::grammar
