// The declarations of obligations: what must be done, and by when.
#include "core/grammar/forms.h"
#include "core/grammar/policy_grammar.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr std::string_view trigger_names[] = {"consent", "activity"};

constexpr KeyGrammar obligation_keys[] = {
    {"id", required, one(Form::identifier),
     "The obligation's name: a-z, 0-9 and -. No rule and no other obligation has it.", "tr-r03"},
    {"text", optional, one(Form::prose), "What must be done, in words.",
     "Report the refusal to the registry."},
    {"law", optional, one(Form::prose), "The law behind it.", "\"Law 6563, art. 8\""},
    {"when", optional, mapping(matcher),
     "Which records it is about, by their channel, purpose and brand and by the customer. What a "
     "record leaves out may be any.",
     "{ purpose: marketing }"},
    {"unless", optional, mapping(matcher), "What is exempt from it.", "{ kind: merchant }"},
    {"opened_by", required, mapping(trigger, Several::one_or_more), "What it begins with.",
     "{ consent: withdrawn }"},
    {"closed_by", optional, mapping(trigger, Several::one_or_more),
     "What ends it, on the same channel and for the same brand. A record that names it always "
     "does.",
     "{ activity: iys-reported }"},
    {"due", required, one(Form::deadline), "How long there is for it.", "3 business days"},
    {"calendar", optional, one(Form::text), "The days that are no business days.", "tr-public"},
    {"business_days", optional, one(Form::weekdays),
     "Which weekdays are business days. Without it: `mon-fri`.", "mon-sat"},
    {"half_days", optional, choice(names_of<HalfDays>),
     "Whether a half-day is a business day: `counted` is the earlier deadline, and the default.",
     "free"},
    {"clock", optional, one(Form::clock),
     "In which time zone its days begin and end: the regulator's. Without it: the customer's.",
     "Europe/Istanbul"},
};

constexpr KeyGrammar trigger_keys[] = {
    {"consent", optional, choice(names_of<ConsentState>), "A consent that says so was recorded.",
     "withdrawn"},
    {"registered", optional, one(Form::boolean),
     "Only a consent that a national registry has confirmed, or only one that it has not.",
     "false"},
    {"activity", optional, some(Form::text), "One of these activities was recorded.",
     "data-request"},
};

}  // namespace

constinit const MapGrammar obligation = {
    .name = "obligation",
    .meaning = "What must be done after something happened, and by when.",
    .keys = obligation_keys};

constinit const MapGrammar trigger = {.name = "trigger",
                                      .meaning = "A record of something that happened.",
                                      .keys = trigger_keys,
                                      .exactly_one_of = trigger_names};

}  // namespace tact::grammar
