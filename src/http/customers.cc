#include <algorithm>
#include <utility>

#include "core/json/writer.h"
#include "core/names/names.h"
#include "core/records/fields.h"
#include "core/records/parse.h"
#include "engine/shelf.h"
#include "http/accessed.h"
#include "http/customer_view.h"
#include "http/known_customer.h"
#include "http/obligation_list.h"
#include "http/problem.h"
#include "http/recorded.h"
#include "http/resources.h"

namespace tact::http {
namespace {

void write_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.string(key, text);
}

void write_time(JsonWriter& json, std::string_view key, const std::optional<Instant>& time) {
  if (time) json.string(key, format_instant(*time));
}

void write_labels(JsonWriter& json, const Labels& labels) {
  if (labels.empty()) return;
  json.key("labels");
  json.begin_object();
  for (const auto& [key, value] : labels) json.string(key, value);
  json.end_object();
}

void write_profile(JsonWriter& json, const Profile& profile) {
  write_text(json, "timezone", profile.timezone);
  write_text(json, "country", profile.country);
  write_text(json, "region", profile.region);
  write_text(json, "language", profile.language);
  if (profile.kind) json.string("kind", name_of(*profile.kind));
  write_text(json, "stage", profile.stage);
  json.key("segments");
  json.begin_array();
  for (const std::string& segment : profile.segments) json.string(segment);
  json.end_array();
}

void write_identity(JsonWriter& json, const CustomerIdentity& identity) {
  if (identity.birth_date) json.string("birth_date", format_date(*identity.birth_date));
  write_text(json, "household", identity.household);
  json.key("addresses");
  json.begin_array();
  for (const ChannelAddress& address : identity.addresses) {
    json.begin_object();
    json.string("channel", address.channel);
    json.string("address", address.address);
    json.end_object();
  }
  json.end_array();
}

void write_consent(JsonWriter& json, const Consent& consent, const std::string& address) {
  json.begin_object();
  json.string("seq", std::to_string(consent.entry.value));
  json.string("state", name_of(consent.state));
  json.string("at", format_instant(consent.at));
  write_text(json, "purpose", consent.purpose);
  write_text(json, "channel", consent.channel);
  write_text(json, "brand", consent.brand);
  write_text(json, "address", address);
  json.string("level", name_of(consent.level));
  write_time(json, "expires_at", consent.expires_at);
  write_time(json, "registered_at", consent.registered_at);
  json.boolean("evidence", consent.has_evidence);
  json.end_object();
}

std::string address_of(const std::optional<SubjectId>& id, const PeopleNames& names) {
  return id ? names.of(*id).address : std::string{};
}

void write_consents(JsonWriter& json, const KnownCustomer& known, const PeopleNames& names) {
  json.key("consents");
  json.begin_array();
  for (const Consent& consent : known.state.consents) {
    write_consent(json, consent, address_of(consent.address, names));
  }
  // What was said of an address alone holds for this customer at that address.
  for (const KnownCustomer::Address& address : known.addresses) {
    for (const Consent& consent : address.state.consents) {
      write_consent(json, consent, address.said.address);
    }
  }
  json.end_array();
}

void write_history(JsonWriter& json, const std::vector<ConsentRevision>& history) {
  json.key("consent_history");
  json.begin_array();
  for (const ConsentRevision& revision : history) write_revision(json, revision);
  json.end_array();
}

void write_contacts(JsonWriter& json, const KnownCustomer& known, const PeopleNames& names) {
  json.key("contacts");
  json.begin_array();
  const std::vector<Contact>& contacts = known.state.contacts;
  for (auto contact = contacts.rbegin(); contact != contacts.rend(); ++contact) {
    json.begin_object();
    json.string("decision", std::to_string(contact->entry.value));
    json.string("at", format_instant(contact->at));
    json.string("channel", contact->fields.channel);
    json.string("purpose", contact->fields.purpose);
    write_text(json, "brand", contact->fields.brand);
    write_text(json, "campaign", contact->fields.campaign);
    write_labels(json, contact->fields.labels);
    write_text(json, "address", address_of(contact->address, names));
    json.string("status", name_of(contact->status));
    json.end_object();
  }
  json.end_array();
}

void write_listing(JsonWriter& json, const Listing& listing, const std::string& address) {
  json.begin_object();
  json.string("list", listing.list);
  json.string("since", format_instant(listing.since));
  write_time(json, "until", listing.until);
  write_text(json, "address", address);
  json.end_object();
}

void write_listings(JsonWriter& json, const KnownCustomer& known) {
  json.key("listings");
  json.begin_array();
  for (const Listing& listing : known.state.listings) write_listing(json, listing, "");
  for (const KnownCustomer::Address& address : known.addresses) {
    for (const Listing& listing : address.state.listings) {
      write_listing(json, listing, address.said.address);
    }
  }
  json.end_array();
}

void write_activities(JsonWriter& json, const KnownCustomer& known) {
  json.key("activities");
  json.begin_array();
  const std::vector<Activity>& activities = known.state.activities;
  for (auto activity = activities.rbegin(); activity != activities.rend(); ++activity) {
    json.begin_object();
    json.string("event", activity->event);
    json.string("at", format_instant(activity->at));
    write_text(json, "channel", activity->channel);
    write_text(json, "brand", activity->brand);
    write_labels(json, activity->labels);
    json.end_object();
  }
  json.end_array();
}

// Of a customer nobody expects more than a handful.
constexpr std::size_t obligations_max = 1'000;

void write_obligations(JsonWriter& json, const KnownCustomer& known,
                       const std::vector<Entry>& openings, Instant now) {
  json.key("obligations");
  json.begin_array();
  for (const Entry& opening : openings) {
    const auto& body = std::get<ObligationEntry>(opening.body);
    const auto address = std::find_if(
        known.addresses.begin(), known.addresses.end(),
        [&](const KnownCustomer::Address& one) { return one.subject == opening.subject; });
    json.begin_object();
    json.string("obligation", std::to_string(opening.seq.value));
    json.string("rule", body.rule);
    json.string("opened_at", format_instant(body.opened_at));
    json.string("due", format_instant(body.due));
    json.boolean("overdue", now >= body.due);
    write_text(json, "channel", body.channel);
    write_text(json, "brand", body.brand);
    if (address != known.addresses.end()) json.string("address", address->said.address);
    json.end_object();
  }
  json.end_array();
}

Response read_customer(const Api& api, const std::string& id, Accessed reading) {
  const auto known = load_customer(api.store, id);
  if (!known) return problem(500, "the customer's record cannot be read");
  if (!*known) return problem(404, "there is no customer `" + id + '`');
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  if (!write_customer(api, id, **known, json)) {
    return problem(500, "the customer's record cannot be read");
  }
  json.end_object();
  Response response = json_response(std::move(out));
  reading.subject = (*known)->identity.subject;
  reading.entry.returned = 1;
  response.accessed = std::move(reading);
  return response;
}

}  // namespace

Result<std::vector<Entry>> load_obligations(const Store& store, const KnownCustomer& known) {
  ObligationFilter filter;
  filter.subjects = {known.identity.subject};
  for (const KnownCustomer::Address& address : known.addresses)
    filter.subjects->push_back(address.subject);
  std::sort(filter.subjects->begin(), filter.subjects->end());
  filter.subjects->erase(std::unique(filter.subjects->begin(), filter.subjects->end()),
                         filter.subjects->end());
  auto page = list_open(store, filter, std::nullopt, {obligations_max});
  if (!page) return page.error();
  return std::move(page->openings);
}

Status write_customer(const Api& api, const std::string& id, const KnownCustomer& known,
                      JsonWriter& json) {
  const Store& store = api.store;
  const auto names = name_addresses(store, known);
  if (!names) return names.error();
  const auto history = load_consent_history(store, known, *names);
  if (!history) return history.error();
  const auto obligations = load_obligations(store, known);
  if (!obligations) return obligations.error();
  json.string("customer", id);
  json.string("subject", format_subject(known.identity.subject));
  if (known.state.profile) write_profile(json, *known.state.profile);
  write_identity(json, known.identity);
  write_consents(json, known, *names);
  write_history(json, *history);
  write_contacts(json, known, *names);
  write_listings(json, known);
  write_activities(json, known);
  write_obligations(json, known, *obligations, api.engine.now());
  return Done{};
}

Action get_customer(Api& api, Desk&, Call call) {
  return ReadCall{[&api, id = call.names.front(), reading = reading_of("customer", call)] {
    return read_customer(api, id, reading);
  }};
}

Action put_customer(Api&, Desk& desk, Call call) {
  auto record = parse_record(desk.json, call.body, RecordShape::customer);
  if (!record) return problem(bad_record(std::move(record).error()));
  auto& customer = std::get<CustomerRecord>(record->body);
  const std::string& id = call.names.front();
  if (const std::string_view wrong = wrong_with_text(id); !wrong.empty()) {
    return problem(400, "the customer's id in the address " + std::string(wrong));
  }
  if (!customer.customer.empty() && customer.customer != id) {
    return problem(bad_record({{"/customer", "must be `" + id +
                                                 "`, as the address says, or be "
                                                 "left out"}}));
  }
  customer.customer = id;
  return tell_one(*std::move(record), std::move(call.by));
}

}  // namespace tact::http
