// GET /v1/customers/{id}/export?form=ts27560: consents in the fields of ISO/IEC TS 27560:2023. What
// each field is here, and why some are not held, is in src/design/0015.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/json/reader.h"
#include "core/json/writer.h"
#include "core/names/names.h"
#include "http/customer_export.h"

namespace tact::http {
namespace {

constexpr std::string_view schema_version = "tact-consent-record/1";
constexpr std::string_view any = "any";

// Something that became of a consent. One that only time brought about has no revision.
struct Event {
  Instant at{};
  std::string_view state;
  const ConsentRevision* revision = nullptr;
};

// All that was said for one purpose, channel, brand and address.
struct Record {
  std::vector<const ConsentRevision*> revisions;  // as they happened
};

const ConsentEntry& body_of(const ConsentRevision& revision) {
  return std::get<ConsentEntry>(revision.entry.body);
}

using Scope = std::tuple<std::string, std::string, std::string, std::string>;

// In the order of their first entries.
std::vector<Record> records_of(const std::vector<ConsentRevision>& history) {
  std::map<Scope, std::size_t> places;
  std::vector<Record> records;
  for (auto revision = history.rbegin(); revision != history.rend(); ++revision) {
    const Consent& consent = body_of(*revision).consent;
    const Scope scope(consent.purpose, consent.channel, consent.brand, revision->address);
    const auto [place, is_new] = places.try_emplace(scope, records.size());
    if (is_new) records.emplace_back();
    records[place->second].revisions.push_back(&*revision);
  }
  for (Record& record : records) {
    std::stable_sort(record.revisions.begin(), record.revisions.end(),
                     [](const ConsentRevision* a, const ConsentRevision* b) {
                       return body_of(*a).consent.at < body_of(*b).consent.at;
                     });
  }
  return records;
}

std::vector<Event> events_of(const Record& record, Instant now) {
  std::vector<Event> events;
  bool was_given = false;
  for (std::size_t i = 0; i < record.revisions.size(); ++i) {
    const ConsentRevision* const revision = record.revisions[i];
    const Consent& consent = body_of(*revision).consent;
    const bool is_given = consent.state == ConsentState::granted;
    events.push_back({consent.at,
                      is_given    ? "given"
                      : was_given ? "withdrawn"
                                  : "refused",
                      revision});
    was_given |= is_given;
    if (!is_given || !consent.expires_at || *consent.expires_at > now) continue;
    // What was said again before the end took its place.
    const bool is_last = i + 1 == record.revisions.size();
    if (is_last || body_of(*record.revisions[i + 1]).consent.at >= *consent.expires_at) {
      events.push_back({*consent.expires_at, "expired", nullptr});
    }
  }
  return events;
}

// A text of the evidence; "" none.
std::string evidence_text(const ConsentRevision& revision, std::string_view key) {
  if (revision.evidence.empty()) return {};
  JsonParser parser;
  const auto evidence = parser.parse(revision.evidence);
  if (!evidence || !evidence->is(JsonKind::object)) return {};
  for (const JsonValue part : *evidence) {
    if (part.key() == key && part.is(JsonKind::string)) return std::string(part.string());
  }
  return {};
}

std::string first_of(std::string one, const std::string& other) {
  return one.empty() ? other : one;
}

// Of the newest grant, or the newest word where none was given.
const ConsentRevision& leading(const Record& record) {
  const auto grant = std::find_if(record.revisions.rbegin(), record.revisions.rend(),
                                  [](const ConsentRevision* one) {
                                    return body_of(*one).consent.state == ConsentState::granted;
                                  });
  return grant == record.revisions.rend() ? *record.revisions.back() : **grant;
}

// "telephone_number", "email_address": of the address named, or of those of the profile that the
// consent's channel takes.
std::vector<std::string_view> pii_types(const KnownCustomer& known, const Record& record) {
  const ConsentRevision& one = *record.revisions.front();
  const std::string& channel = body_of(one).consent.channel;
  std::vector<std::string_view> types;
  const auto add = [&types](std::string_view address) {
    const std::string_view type = address.starts_with('+')            ? "telephone_number"
                                  : address.find('@') != address.npos ? "email_address"
                                                                      : "address";
    if (std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
  };
  if (!one.address.empty()) {
    add(one.address);
    return types;
  }
  for (const ChannelAddress& address : known.identity.addresses) {
    if (channel.empty() || address.channel == channel) add(address.address);
  }
  return types;
}

class RecordWriter {
 public:
  RecordWriter(const Api& api, const KnownCustomer& known, const Record& record, Instant now,
               JsonWriter& json)
      : api_(api), known_(known), record_(record), events_(events_of(record, now)), json_(json) {}

  void write() {
    json_.begin_object();
    write_header();
    write_processing();
    write_parties();
    write_events();
    write_ours();
    json_.key("not_held");
    json_.begin_array();
    for (const std::string_view field : not_held_) json_.string(field);
    json_.end_array();
    json_.end_object();
  }

 private:
  void write_header() {
    const Seq first = record_.revisions.front()->entry.seq;
    json_.key("record");
    json_.begin_object();
    json_.string("schema_version", schema_version);
    json_.string("record_id", api_.signer.key().name + "/consents/" + std::to_string(first.value));
    json_.string("pii_principal_id", format_subject(known_.identity.subject));
    json_.end_object();
  }

  void write_processing() {
    const ConsentRevision& one = leading(record_);
    const std::string& purpose = body_of(one).consent.purpose;
    json_.key("pii_processing");
    json_.begin_object();
    write_text("pii_processing.privacy_notice", "privacy_notice",
               evidence_text(one, "wording_version"));
    lack({"pii_processing.language"});
    json_.key("purposes");
    json_.begin_array();
    json_.begin_object();
    json_.string("purpose", purpose.empty() ? any : purpose);
    lack({"pii_processing.purposes.purpose_type"});
    json_.string("lawful_basis", "consent");
    write_pii();
    lack({"pii_processing.purposes.pii_controllers"});
    write_text("pii_processing.purposes.collection_method", "collection_method",
               first_of(evidence_text(one, "capture_channel"), body_of(one).source));
    lack({"pii_processing.purposes.processing_method", "pii_processing.purposes.storage_locations",
          "pii_processing.purposes.retention_period",
          "pii_processing.purposes.processing_locations",
          "pii_processing.purposes.geographic_restrictions", "pii_processing.purposes.services",
          "pii_processing.purposes.jurisdiction", "pii_processing.purposes.recipient_third_parties",
          "pii_processing.purposes.withdrawal_method", "pii_processing.purposes.privacy_rights",
          "pii_processing.purposes.codes_of_conduct", "pii_processing.purposes.impact_assessment",
          "pii_processing.purposes.authority_party"});
    json_.end_object();
    json_.end_array();
    json_.end_object();
  }

  void write_pii() {
    const auto types = pii_types(known_, record_);
    if (types.empty()) lack({"pii_processing.purposes.pii_information.pii_type"});
    if (!types.empty()) {
      json_.key("pii_information");
      json_.begin_array();
      for (const std::string_view type : types) {
        json_.begin_object();
        json_.string("pii_type", type);
        json_.end_object();
      }
      json_.end_array();
    }
    lack({"pii_processing.purposes.pii_information.pii_attribute_id",
          "pii_processing.purposes.pii_information.pii_optional",
          "pii_processing.purposes.pii_information.sensitive_pii_category",
          "pii_processing.purposes.pii_information.special_pii_category"});
  }

  // Of parties the brand is known that the consent names, by its name.
  void write_parties() {
    const std::string& brand = body_of(*record_.revisions.front()).consent.brand;
    if (brand.empty()) lack({"party_identification.party_id", "party_identification.party_name"});
    if (!brand.empty()) {
      json_.key("party_identification");
      json_.begin_array();
      json_.begin_object();
      json_.string("party_id", brand);
      json_.string("party_name", brand);
      json_.end_object();
      json_.end_array();
    }
    lack({"party_identification.party_address", "party_identification.party_email",
          "party_identification.party_url", "party_identification.party_phone",
          "party_identification.party_role", "party_identification.party_contact",
          "party_identification.party_type"});
  }

  void write_events() {
    bool lacks_duration = false;
    bool lacks_entity = false;
    json_.key("event");
    json_.begin_array();
    for (const Event& event : events_) {
      json_.begin_object();
      json_.string("event_time", format_instant(event.at));
      const Consent* const consent =
          event.revision == nullptr ? nullptr : &body_of(*event.revision).consent;
      if (consent != nullptr && consent->expires_at && event.state == "given") {
        const auto length =
            std::chrono::duration_cast<std::chrono::seconds>(*consent->expires_at - consent->at);
        json_.string("validity_duration", "PT" + std::to_string(length.count()) + "S");
      } else if (event.state == "given") {
        lacks_duration = true;
      }
      if (consent != nullptr) {
        json_.string("entity_id", format_subject(known_.identity.subject));
        if (event.state == "given") json_.string("event_type", name_of(consent->level));
      } else {
        lacks_entity = true;
      }
      json_.string("event_state", event.state);
      if (event.revision != nullptr) write_revision(*event.revision);
      json_.end_object();
    }
    json_.end_array();
    if (lacks_duration) lack({"event.validity_duration"});
    if (lacks_entity) lack({"event.entity_id"});
  }

  // What we hold beyond the fields of the standard.
  void write_revision(const ConsentRevision& revision) {
    json_.key("x_tact");
    http::write_revision(json_, revision);
  }

  void write_ours() {
    const Consent& consent = body_of(*record_.revisions.front()).consent;
    json_.key("x_tact");
    json_.begin_object();
    json_.string("channel", consent.channel.empty() ? any : consent.channel);
    json_.string("brand", consent.brand.empty() ? any : consent.brand);
    json_.string("address", record_.revisions.front()->address.empty()
                                ? any
                                : record_.revisions.front()->address);
    json_.end_object();
  }

  void write_text(std::string_view field, std::string_view key, const std::string& value) {
    if (value.empty()) return lack({field});
    json_.string(key, value);
  }
  void lack(std::initializer_list<std::string_view> fields) {
    not_held_.insert(not_held_.end(), fields);
  }

  const Api& api_;
  const KnownCustomer& known_;
  const Record& record_;
  const std::vector<Event> events_;
  JsonWriter& json_;
  std::vector<std::string_view> not_held_;
};

}  // namespace

Result<std::string> export_as_records(const Api& api, const std::string& customer,
                                      const KnownCustomer& known, Instant made_at) {
  const auto names = name_addresses(api.store, known);
  if (!names) return names.error();
  const auto history = load_consent_history(api.store, known, *names);
  if (!history) return history.error();
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("standard", "ISO/IEC TS 27560:2023");
  json.string("schema_version", schema_version);
  json.string("customer", customer);
  json.string("made_at", format_instant(made_at));
  json.key("records");
  json.begin_array();
  for (const Record& record : records_of(*history)) {
    RecordWriter(api, known, record, made_at, json).write();
  }
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace tact::http
