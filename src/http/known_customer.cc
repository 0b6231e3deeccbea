#include "http/known_customer.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

#include "core/names/names.h"
#include "engine/shelf.h"

namespace tact::http {
namespace {

// Where a consent is recorded, and whose address it is of where it was said of that alone.
struct Place {
  Seq entry;
  SubjectId subject;
  std::string address;
};

std::vector<Place> places_of(const KnownCustomer& known, const PeopleNames& names) {
  std::vector<Place> places;
  for (const Consent& consent : known.state.consents) {
    places.push_back({consent.entry, known.identity.subject,
                      consent.address ? names.of(*consent.address).address : std::string{}});
  }
  for (const KnownCustomer::Address& address : known.addresses) {
    for (const Consent& consent : address.state.consents) {
      places.push_back({consent.entry, address.subject, address.said.address});
    }
  }
  std::sort(places.begin(), places.end(),
            [](const Place& a, const Place& b) { return a.entry > b.entry; });
  // A profile can name one address for two channels.
  places.erase(std::unique(places.begin(), places.end(),
                           [](const Place& a, const Place& b) { return a.entry == b.entry; }),
               places.end());
  return places;
}

Result<std::vector<std::optional<std::string>>> load_evidence(const Store& store,
                                                              const std::vector<Place>& places) {
  std::vector<Key> keys;
  keys.reserve(places.size());
  for (const Place& place : places) {
    keys.push_back({Table::evidence, evidence_id(place.subject, place.entry)});
  }
  return store.load(keys);
}

Result<Entry> load_entry(const Store& store, Seq seq) {
  const auto lines = store.entries(seq, 1);
  if (!lines) return lines.error();
  if (lines->empty()) return Error{"entry " + std::to_string(seq.value) + " is missing"};
  return parse_entry(lines->front());
}

}  // namespace

Result<std::optional<KnownCustomer>> load_customer(const Store& store, const std::string& id) {
  auto identity = load_value<CustomerIdentity>(store, Table::customer, id);
  if (!identity) return identity.error();
  if (!*identity) return std::optional<KnownCustomer>{};
  KnownCustomer known;
  known.identity = **std::move(identity);
  auto state = load_value<SubjectState>(store, Table::subject, store_id(known.identity.subject));
  if (!state) return state.error();
  known.state = (*std::move(state)).value_or(SubjectState{});
  for (const ChannelAddress& said : known.identity.addresses) {
    const auto address = load_value<AddressIdentity>(store, Table::address, said.address);
    if (!address) return address.error();
    if (!*address) continue;
    auto own = load_value<SubjectState>(store, Table::subject, store_id((*address)->subject));
    if (!own) return own.error();
    known.addresses.push_back(
        {said, (*address)->subject, (*std::move(own)).value_or(SubjectState{})});
  }
  return std::optional(std::move(known));
}

Result<PeopleNames> name_addresses(const Store& store, const KnownCustomer& known) {
  PeopleNames names(store);
  for (const Consent& consent : known.state.consents) {
    if (consent.address) names.want(*consent.address);
  }
  for (const Contact& contact : known.state.contacts) {
    if (contact.address) names.want(*contact.address);
  }
  if (auto status = names.load(); !status) return status.error();
  return names;
}

Result<std::vector<ConsentRevision>> load_consent_history(const Store& store,
                                                          const KnownCustomer& known,
                                                          const PeopleNames& names) {
  const std::vector<Place> places = places_of(known, names);
  auto evidence = load_evidence(store, places);
  if (!evidence) return evidence.error();
  std::vector<ConsentRevision> history;
  history.reserve(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto entry = load_entry(store, places[i].entry);
    if (!entry) return entry.error();
    TACT_CHECK(std::holds_alternative<ConsentEntry>(entry->body));
    history.push_back(
        {*std::move(entry), std::move((*evidence)[i]).value_or(""), places[i].address});
  }
  return history;
}

void write_revision(JsonWriter& json, const ConsentRevision& revision) {
  const auto& body = std::get<ConsentEntry>(revision.entry.body);
  const Consent& consent = body.consent;
  const auto text = [&json](std::string_view key, const std::string& value) {
    if (!value.empty()) json.string(key, value);
  };
  const auto time = [&json](std::string_view key, const std::optional<Instant>& at) {
    if (at) json.string(key, format_instant(*at));
  };
  json.begin_object();
  json.string("seq", std::to_string(revision.entry.seq.value));
  json.string("recorded_at", format_instant(revision.entry.at));
  text("by", revision.entry.by);
  json.string("state", name_of(consent.state));
  json.string("at", format_instant(consent.at));
  text("purpose", consent.purpose);
  text("channel", consent.channel);
  text("brand", consent.brand);
  text("address", revision.address);
  json.string("level", name_of(consent.level));
  time("expires_at", consent.expires_at);
  time("registered_at", consent.registered_at);
  text("source", body.source);
  if (!revision.evidence.empty()) {
    json.key("evidence");
    json.raw(revision.evidence);
  }
  text("evidence_hash", body.evidence_hash);
  json.end_object();
}

}  // namespace tact::http
