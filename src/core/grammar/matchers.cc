// The declarations of `when`, `unless` and `count`.
#include "core/grammar/forms.h"
#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr KeyGrammar channel_key = {"channel", optional, some(Form::text),
                                    "The message's channel, of the vocabulary.", "[sms, call]"};
constexpr KeyGrammar purpose_key = {"purpose", optional, some(Form::text),
                                    "The message's purpose, or what it is part of.", "marketing"};
constexpr KeyGrammar brand_key = {"brand", optional, some(Form::text), "The message's brand.",
                                  "acme"};
constexpr KeyGrammar campaign_key = {"campaign", optional, some(Form::text),
                                     "The message's campaign; `*` stands for anything.",
                                     "\"spring-*\""};
constexpr KeyGrammar label_key = {"label.KEY", optional, some(Form::text),
                                  "What the message carries under this label; `*` stands for "
                                  "anything, alone it says that the label is there.",
                                  "loans"};
constexpr KeyGrammar priority_key = {"priority", optional, comparison(priority_max),
                                     "How the message's priority compares: 0 to 100, normally 50.",
                                     "\">= 80\""};

constexpr KeyGrammar matcher_keys[] = {
    channel_key,
    purpose_key,
    brand_key,
    campaign_key,
    label_key,
    priority_key,
    {"country", optional, some(Form::country), "The customer's country: ISO 3166.", "TR"},
    {"region", optional, some(Form::region), "The customer's region: ISO 3166-2.", "US-FL"},
    {"language", optional, some(Form::text), "The customer's language.", "tr"},
    {"kind", optional, choice(names_of<CustomerKind>, Several::one_or_more),
     "Whether the customer is a person or a business.", "merchant"},
    {"stage", optional, some(Form::text), "The customer's stage.", "vip"},
    {"segment", optional, some(Form::text), "A segment that the customer is in.",
     "current-contract"},
    {"on_list", optional, some(Form::text), "A list that the customer or the address is on.",
     "bounced"},
    {"age", optional, comparison(age_max), "How the customer's age compares.", "\"< 18\""},
    {"activity", optional, mapping(activity_condition, Several::one_or_more),
     "Something that the customer did.", "{ event: purchase, within: 18 months }"},
    {"consent", optional, mapping(consent, Several::one_or_more),
     "Holds where there is such a consent.", "{ level: written }"},
    {"any", optional, mapping(matcher, Several::full_list), "At least one of these holds.",
     "[{ channel: sms }, { stage: vip }]"},
    {"not", optional, full_mapping(matcher), "This does not hold.", "{ channel: email }"},
};

constexpr KeyGrammar counted_keys[] = {
    channel_key,
    purpose_key,
    brand_key,
    campaign_key,
    label_key,
    priority_key,
    {"any", optional, mapping(counted, Several::full_list), "At least one of these holds.",
     "[{ channel: sms }, { channel: call }]"},
    {"not", optional, full_mapping(counted), "This does not hold.", "{ channel: email }"},
};

constexpr KeyGrammar activity_keys[] = {
    {"event", required, some(Form::text), "The activity, or several, of the vocabulary.",
     "purchase"},
    {"within", optional, one(Form::span), "Less than that ago. Without it: ever.", "18 months"},
    {"channel", optional, one(Form::text), "Only on this channel.", "call"},
    {"brand", optional, one(Form::text), "Only with this brand.", "acme"},
    {"label.KEY", optional, one(Form::exact_text), "Only with this label.", "loans"},
};

}  // namespace

constinit const MapGrammar matcher = {
    .name = "matcher",
    .meaning = "Conditions that must all hold. Of a list of values one must.",
    .keys = matcher_keys};

constinit const MapGrammar counted = {
    .name = "counted",
    .meaning = "Conditions on a contact's own fields that must all hold.",
    .keys = counted_keys};

constinit const MapGrammar activity_condition = {
    .name = "activity", .meaning = "Something that the customer did.", .keys = activity_keys};

}  // namespace tact::grammar
