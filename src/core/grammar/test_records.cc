// The declarations of what happened to a test's people. What records say in JSON, tests say in
// YAML, by the same names.
#include "core/grammar/forms.h"
#include "core/grammar/suite_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr ValueGrammar label_value = one(Form::text);
constexpr ValueGrammar evidence_value = one(Form::prose);

constexpr KeyGrammar address_key = {
    "address", optional, one(Form::address),
    "The e-mail address or telephone number, where it is about that one only.", "ayse@example.com"};

constexpr KeyGrammar consent_keys[] = {
    {"purpose", optional, one(Form::text), "What the consent is for. Without it: everything.",
     "marketing"},
    {"channel", optional, one(Form::text), "The channel. Without it: any.", "sms"},
    {"brand", optional, one(Form::text), "The brand. Without it: any.", "acme"},
    address_key,
    {"state", required, choice(names_of<ConsentState>), "A yes or a no.", "granted"},
    {"at", required, one(Form::instant), "When it was said.", "2026-01-10T10:00:00+03:00"},
    {"expires_at", optional, one(Form::instant), "When a yes ends.", "2027-01-10T10:00:00+03:00"},
    {"level", optional, choice(names_of<ConsentLevel>),
     "How clearly it was said. Without it: `implied`.", "express"},
    {"registered_at", optional, one(Form::instant), "When a national registry confirmed it.",
     "2026-01-11T09:00:00+03:00"},
    {"source", optional, one(Form::text), "Where it comes from.", "web"},
    {"evidence", optional, named(evidence_value), "What proves it.", "{ form: \"7\" }"},
};

constexpr KeyGrammar contact_keys[] = {
    address_key,
    {"at", required, one(Form::instant), "When it went out, or will.", "2026-11-20T10:00:00+03:00"},
    {"channel", required, one(Form::text), "Its channel.", "sms"},
    {"purpose", required, one(Form::text), "Its purpose.", "marketing/promotion"},
    {"brand", optional, one(Form::text), "Its brand.", "acme"},
    {"campaign", optional, one(Form::text), "Its campaign.", "spring-1"},
    {"priority", optional, whole(0, priority_max), "Its priority: normally 50.", "80"},
    {"labels", optional, named(label_value), "Further words that it carried.",
     "{ subject: loans }"},
    {"status", optional, choice(names_of<ContactStatus>), "What it has come to.", "delivered"},
    {"times", optional, whole(1, contact_times_max),
     "How many such messages there were at that time: normally 1.", "500"},
};

constexpr KeyGrammar activity_keys[] = {
    {"at", required, one(Form::instant), "When the person did it.", "2026-11-01T10:00:00+03:00"},
    {"event", required, one(Form::text), "What the person did, of the vocabulary.", "purchase"},
    {"channel", optional, one(Form::text), "On which channel.", "call"},
    {"brand", optional, one(Form::text), "With which brand.", "acme"},
    {"labels", optional, named(label_value), "Further words of it.", "{ subject: loans }"},
};

constexpr KeyGrammar listing_keys[] = {
    {"list", required, one(Form::text), "The list's name.", "bounced"},
    address_key,
    {"state", optional, choice(names_of<ListingState>), "Put on the list, or taken off it.",
     "added"},
    {"since", optional, one(Form::instant), "Since when.", "2026-01-01T00:00:00Z"},
    {"until", optional, one(Form::instant), "Until when. Without it: for good.",
     "2027-01-01T00:00:00Z"},
};

}  // namespace

constinit const MapGrammar test_consent = {
    .name = "consent", .meaning = "A yes or a no of the person.", .keys = consent_keys};

constinit const MapGrammar test_contact = {
    .name = "contact", .meaning = "A message that the person has had.", .keys = contact_keys};

// Whose it was does not matter: it has no address.
constinit const MapGrammar other_contact = {
    .name = "other_contact",
    .meaning = "A message that somebody else has had.",
    .keys = std::span<const KeyGrammar>(contact_keys).subspan<1>()};

constinit const MapGrammar test_activity = {
    .name = "activity", .meaning = "Something that the person did.", .keys = activity_keys};

constinit const MapGrammar listing = {
    .name = "listing", .meaning = "An entry on a list.", .keys = listing_keys};

}  // namespace tact::grammar
