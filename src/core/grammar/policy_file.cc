// The declarations of what stands before the rules.
#include "core/grammar/forms.h"
#include "core/grammar/policy_grammar.h"
#include "core/grammar/words.h"
#include "core/names/names.h"

namespace tact::grammar {
namespace {

using namespace forms;

constexpr ValueGrammar one_region = or_mapping(some(Form::zone), region);
constexpr ValueGrammar one_calendar = mapping(calendar);

constexpr KeyGrammar policy_file_keys[] = {
    {"tact", required, one(Form::version),
     "The version of the policy language. Every file begins with it.", "1"},
    {"policy", optional, one(Form::identifier),
     "The policy's name: a-z, 0-9 and -. A file without one is there to be included by others.",
     "acme-retail"},
    {"title", optional, one(Form::prose), "What people call the policy.",
     "Acme Retail, contact policy"},
    {"knowledge", optional, one(Form::date),
     "The date of what the rules of this file rest on: the law as it was known then.",
     "2026-11-22"},
    {"legal_review", optional, one(Form::prose),
     "`pending` until a lawyer has read the rules of this file; then who, and the date.",
     "pending"},
    {"include", optional, any_number(Form::path),
     "Other files whose rules, vocabulary, regions and calendars are added to these. Paths are "
     "relative to this file.",
     "[packs/tr-etk-iys.yaml]"},
    {"defaults", optional, mapping(defaults),
     "What is taken where a customer's own value is unknown.", "{ timezone: Europe/Istanbul }"},
    {"vocabulary", optional, mapping(vocabulary),
     "The words that messages may use. A message with any other word is refused.",
     "{ channels: [email, sms], purposes: [marketing/promotion] }"},
    {"regions", optional, named(one_region, Form::region),
     "The time zones of a region, where its country has several; or these and its telephone "
     "numbers.",
     "{ US-FL: [America/New_York, America/Chicago] }"},
    {"calendars", optional, named(one_calendar),
     "Days without contacts, by a name that `closed_on` uses.",
     "{ tr-public: { covers: [2026], days: [2026-01-01] } }"},
    {"rules", optional, mapping(rule, Several::list),
     "The rules. Each that applies to a message must pass; their order does not matter.",
     "[{ id: no-calls, when: { channel: call }, deny: true }]"},
    {"obligations", optional, mapping(obligation, Several::list),
     "What must be done after something happened, and by when.",
     "[{ id: answer, opened_by: { activity: data-request }, due: 30d }]"},
};

constexpr KeyGrammar defaults_keys[] = {
    {"timezone", optional, one(Form::zone), "The time zone of customers of whom none is known.",
     "Europe/Istanbul"},
    {"country", optional, one(Form::country),
     "The country of customers of whom none is known: two letters of ISO 3166.", "TR"},
    {"kind", optional, choice(names_of<CustomerKind>),
     "Whether customers of whom it is not known are people or businesses.", "individual"},
};

constexpr KeyGrammar vocabulary_keys[] = {
    {"channels", optional, any_number(Form::word), "The ways to reach a person.",
     "[email, sms, call]"},
    {"purposes", optional, any_number(Form::purpose),
     "What messages are for. Purposes form a tree: a rule on `marketing` covers "
     "`marketing/promotion`.",
     "[marketing/promotion, service/order]"},
    {"labels", optional, any_number(Form::word),
     "Further words that a message may carry; rules use them as `label.KEY`.", "[subject]"},
    {"activities", optional, any_number(Form::word),
     "What customers do that rules look at: a purchase, a complaint.", "[purchase, complaint]"},
    {"brands", optional, some(Form::text), "The brands. Without this key any brand may be named.",
     "[acme, acme-bank]"},
};

constexpr KeyGrammar region_keys[] = {
    {"zones", optional, some(Form::zone),
     "The region's time zones. Without them: all of its country.",
     "[America/New_York, America/Chicago]"},
    {"numbers", optional, some(Form::number_prefix),
     "How the region's telephone numbers begin: + and digits. The longest that fits a number "
     "counts.",
     "[\"+1305\", \"+1786\"]"},
};

constexpr KeyGrammar calendar_keys[] = {
    {"covers",
     required,
     {.form = Form::whole,
      .several = Several::any_number,
      .least = covered_year_min,
      .most = covered_year_max},
     "The years of which all days are listed. In any other year a rule that uses the calendar "
     "fails.",
     "[2026, 2027]"},
    {"days", optional, any_number(Form::calendar_days),
     "The days: whole ones, ranges, and half-days that begin at a time.",
     "[2026-01-01, 2026-03-20..2026-03-22, \"2026-10-28 13:00\"]"},
};

}  // namespace

constinit const MapGrammar policy_file = {
    .name = "policy",
    .meaning = "When an organisation may contact a person, and when not.",
    .keys = policy_file_keys};

constinit const MapGrammar defaults = {
    .name = "defaults",
    .meaning = "What is taken where a customer's own value is unknown.",
    .keys = defaults_keys};

constinit const MapGrammar vocabulary = {
    .name = "vocabulary", .meaning = "The words that messages may use.", .keys = vocabulary_keys};

constinit const MapGrammar region = {
    .name = "place",
    .meaning = "Where people of a region are, and how their telephone numbers begin.",
    .keys = region_keys};

constinit const MapGrammar calendar = {
    .name = "calendar", .meaning = "Days without contacts.", .keys = calendar_keys};

}  // namespace tact::grammar
