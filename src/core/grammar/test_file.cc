// The declarations of a file of tests: its head, its people's profiles, its cases.
#include "tact/decision.h"

#include "core/grammar/forms.h"
#include "core/grammar/suite_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr ValueGrammar one_customer = mapping(customer);
constexpr ValueGrammar label_value = one(Form::text);

constexpr KeyGrammar test_file_keys[] = {
    {"tests", required, one(Form::text), "What people call these tests.", "acme-retail"},
    {"policy", required, one(Form::text), "The policy that is tested: a path from this file.",
     "policy.yaml"},
    {"now", optional, one(Form::instant),
     "The time at which everything is asked, with its offset. A case may have its own, `at`.",
     "2026-11-24T14:00:00+03:00"},
    {"lists", optional, mapping(loaded_list, Several::list), "When lists were loaded.",
     "[{ list: national-dnc, loaded_at: 2026-11-20T00:00:00Z }]"},
    {"holds", optional, mapping(hold, Several::list), "What is stopped.",
     "[{ campaign: \"spring-*\" }]"},
    {"contacts", optional, mapping(other_contact, Several::list),
     "The messages that everyone else has had: they count where a rule counts over all customers.",
     "[{ at: 2026-11-24T13:00:00Z, channel: call, purpose: survey/satisfaction }]"},
    {"customers", optional, named(one_customer),
     "The people, by names of your own. `{}` is a person of whom nothing is known.",
     "{ ayse: { timezone: Europe/Istanbul }, nobody: {} }"},
    {"cases", required, mapping(test_case, Several::list),
     "What is asked, and what must come of it.",
     "[{ name: no calls, customer: ayse, ask: { channel: call, purpose: survey }, expect: { "
     "outcome: deny } }]"},
};

constexpr KeyGrammar loaded_list_keys[] = {
    {"list", required, one(Form::text), "The list's name.", "national-dnc"},
    {"country", optional, one(Form::country),
     "The country whose own register it is. Without it: everybody's.", "TR"},
    {"loaded_at", optional, one(Form::instant), "When it was loaded last.", "2026-11-20T00:00:00Z"},
};

constexpr KeyGrammar hold_keys[] = {
    {"brand", optional, one(Form::text), "Messages of this brand are stopped.", "acme"},
    {"campaign", optional, one(Form::text),
     "Messages of this campaign are stopped; `*` stands for anything.", "\"spring-*\""},
    {"channel", optional, one(Form::text), "Messages on this channel are stopped.", "sms"},
    {"purpose", optional, one(Form::text), "Messages for this purpose are stopped.", "marketing"},
};

constexpr KeyGrammar customer_keys[] = {
    {"timezone", optional, one(Form::zone), "The person's time zone.", "Europe/Istanbul"},
    {"country", optional, one(Form::country), "The person's country: ISO 3166.", "TR"},
    {"region", optional, one(Form::region), "The person's region: ISO 3166-2.", "US-FL"},
    {"language", optional, one(Form::text), "The person's language.", "tr"},
    {"kind", optional, choice(names_of<CustomerKind>), "A person or a business.", "individual"},
    {"stage", optional, one(Form::text), "The person's stage.", "vip"},
    {"segments", optional, any_number(Form::text), "The segments that the person is in.",
     "[current-contract]"},
    {"birth_date", optional, one(Form::date), "The person's date of birth.", "1990-04-12"},
    {"household", optional, one(Form::text), "The household that the person is in.", "h-1"},
    {"addresses", optional, mapping(channel_address, Several::list), "The person's addresses.",
     "[{ channel: sms, address: \"+905321234567\" }]"},
    {"consents", optional, mapping(test_consent, Several::list),
     "What the person agreed to, and refused.",
     "[{ purpose: marketing, state: granted, at: 2026-01-10T10:00:00+03:00 }]"},
    {"contacts", optional, mapping(test_contact, Several::list),
     "The messages that the person has had, or will have.",
     "[{ at: 2026-11-20T10:00:00+03:00, channel: sms, purpose: marketing/promotion }]"},
    {"activities", optional, mapping(test_activity, Several::list), "What the person did.",
     "[{ event: purchase, at: 2026-11-01T10:00:00+03:00 }]"},
    {"lists", optional, mapping(listing, Several::list),
     "The lists that the person or an address is on.", "[{ list: bounced }]"},
};

constexpr KeyGrammar channel_address_keys[] = {
    {"channel", required, one(Form::text), "The channel.", "sms"},
    {"address", required, one(Form::address), "The e-mail address or telephone number.",
     "\"+905321234567\""},
};

constexpr KeyGrammar test_case_keys[] = {
    {"name", required, one(Form::text), "What the case shows, in words.",
     "no advertising at night"},
    {"customer", optional, one(Form::text), "The person whom the message is for.", "ayse"},
    {"ask", required, mapping(ask), "The message.",
     "{ channel: sms, purpose: marketing/promotion }"},
    {"expect", required, mapping(expect), "What must come of it.", "{ outcome: allow }"},
};

constexpr KeyGrammar ask_keys[] = {
    {"request_id", optional, one(Form::text), "The sender's own number of the request.", "r-1"},
    {"address", optional, one(Form::address), "The e-mail address or telephone number.",
     "ayse@example.com"},
    {"channel", required, one(Form::text), "The message's channel, of the vocabulary.", "sms"},
    {"purpose", required, one(Form::text), "The message's purpose, of the vocabulary.",
     "marketing/promotion"},
    {"brand", optional, one(Form::text), "The message's brand.", "acme"},
    {"campaign", optional, one(Form::text), "The message's campaign.", "spring-1"},
    {"priority", optional, whole(0, priority_max), "The message's priority: normally 50.", "80"},
    {"labels", optional, named(label_value), "Further words that the message carries.",
     "{ subject: loans }"},
    {"at", optional, one(Form::instant), "When the message would go out; otherwise `now`.",
     "2026-11-24T22:00:00+03:00"},
    {"expires_at", optional, one(Form::instant), "When the message is worth nothing any more.",
     "2026-11-26T00:00:00+03:00"},
};

constexpr KeyGrammar expect_keys[] = {
    {"outcome", required, choice(names_of<Outcome>), "The answer.", "defer"},
    {"rules", optional, any_number(Form::text),
     "The ids of exactly the rules that fail. Without it: any.", "[promo-week]"},
    {"shadow", optional, any_number(Form::text),
     "The ids of exactly the shadow rules that fail. Without it: any.", "[newsletter-month]"},
    {"codes", optional, choice(names_of<Code>, Several::any_number),
     "Exactly the reasons that are given. Without it: any.", "[cap-reached]"},
    {"obligations", optional, mapping(expected_obligation, Several::list),
     "Exactly what must still be done for the customer then. Without it: anything.",
     "[{ id: tr-r03, due: 2026-06-03T00:00:00+03:00 }]"},
    {"retry_at", optional, one(Form::maybe_instant),
     "The earliest time at which the message would pass; `null` where there must be none.",
     "2026-11-25T09:00:00+03:00"},
};

constexpr KeyGrammar expected_obligation_keys[] = {
    {"id", required, one(Form::text), "The obligation's id.", "tr-r03"},
    {"due", optional, one(Form::instant), "The first instant at which it is too late.",
     "2026-06-03T00:00:00+03:00"},
};

}  // namespace

constinit const MapGrammar test_file = {
    .name = "tests",
    .meaning = "Tests of a policy: people, messages, and what must come of them.",
    .keys = test_file_keys};

constinit const MapGrammar loaded_list = {
    .name = "loaded_list", .meaning = "When a list was loaded.", .keys = loaded_list_keys};

constinit const MapGrammar hold = {
    .name = "hold", .meaning = "What is stopped; all keys must hold.", .keys = hold_keys};

constinit const MapGrammar customer = {
    .name = "customer",
    .meaning = "A person: the profile, and what happened so far.",
    .keys = customer_keys};

constinit const MapGrammar channel_address = {
    .name = "channel_address", .meaning = "An address on a channel.", .keys = channel_address_keys};

constinit const MapGrammar test_case = {
    .name = "case", .meaning = "What is asked, and what must come of it.", .keys = test_case_keys};

constinit const MapGrammar ask = {
    .name = "ask", .meaning = "A message that is asked for.", .keys = ask_keys};

constinit const MapGrammar expected_obligation = {.name = "expected_obligation",
                                                  .meaning = "Something that must still be done.",
                                                  .keys = expected_obligation_keys};

constinit const MapGrammar expect = {
    .name = "expect", .meaning = "What must come of a case.", .keys = expect_keys};

}  // namespace tact::grammar
