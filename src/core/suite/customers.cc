#include "core/suite/customers.h"

#include <array>
#include <utility>

#include "core/grammar/suite_grammar.h"
#include "core/policy/scope.h"
#include "core/suite/fields.h"

namespace tact {
namespace {

constexpr std::array<std::string_view, 10> profile_keys = {
    "timezone", "country",  "region",     "language",  "kind",
    "stage",    "segments", "birth_date", "household", "addresses"};

// Reads one person into records, in the order in which they are told.
class CustomerReader {
 public:
  CustomerReader(std::string name, const YamlNode& node, Diagnostics& diagnostics)
      : name_(std::move(name)),
        fields_(node, grammar::customer, diagnostics),
        diagnostics_(diagnostics) {}

  std::vector<Record> read() {
    bool has_profile = false;
    for (const std::string_view key : profile_keys) has_profile |= fields_.map().has(key);
    CustomerRecord profile = read_profile();
    if (has_profile) add(std::nullopt, std::move(profile));

    each("consents", [this](SuiteFields& fields) { read_consent(fields); });
    each("contacts", [this](SuiteFields& fields) { read_contact(fields); });
    each("activities", [this](SuiteFields& fields) { read_activity(fields); });
    each("lists", [this](SuiteFields& fields) { read_listing(fields); });
    fields_.finish();
    return std::move(records_);
  }

 private:
  template <class ReadOne>
  void each(std::string_view key, ReadOne read_one) {
    for_each_map(fields_.map(), key, diagnostics_, read_one);
  }

  template <class Body>
  void add(std::optional<Instant> at, Body body) {
    records_.push_back({at, std::move(body)});
  }

  Person person(SuiteFields& fields) const { return {name_, fields.address()}; }

  std::optional<Instant> required_time(SuiteFields& fields, std::string_view key) {
    const YamlNode* node = fields.map().require(key);
    if (node == nullptr) return std::nullopt;
    return read_instant(*node, key, diagnostics_);
  }

  // Whether there is such a country the zones would know; here its form is looked at.
  std::string read_code(std::string_view key, decltype(check_country)* check) {
    const YamlNode* node = fields_.map().take(key);
    if (node == nullptr) return {};
    const std::optional<std::string> code = read_text(*node, key, diagnostics_);
    if (code) check({*code, node->spot}, {}, diagnostics_);
    return code.value_or("");
  }

  CustomerRecord read_profile() {
    CustomerRecord profile;
    profile.customer = name_;
    profile.timezone = fields_.text("timezone");
    profile.country = read_code("country", check_country);
    profile.region = read_code("region", check_region);
    profile.language = fields_.text("language");
    profile.kind = fields_.name<CustomerKind>("kind");
    profile.stage = fields_.text("stage");
    profile.segments = fields_.text_set("segments");
    if (const YamlNode* date = fields_.map().take("birth_date")) {
      profile.birth_date = read_date(*date, "birth_date", diagnostics_);
    }
    profile.household = fields_.text("household");
    each("addresses", [&](SuiteFields& fields) {
      ChannelAddress address{fields.required_text("channel"), fields.required_address()};
      profile.addresses.push_back(std::move(address));
    });
    return profile;
  }

  void read_consent(SuiteFields& fields) {
    ConsentRecord consent;
    consent.person = person(fields);
    consent.purpose = fields.text("purpose");
    consent.channel = fields.text("channel");
    consent.brand = fields.text("brand");
    if (const YamlNode* state = fields.map().require("state")) {
      consent.state =
          read_name<ConsentState>(*state, "state", diagnostics_).value_or(consent.state);
    }
    const std::optional<Instant> at = required_time(fields, "at");
    consent.expires_at = fields.time("expires_at");
    if (consent.expires_at && consent.state == ConsentState::withdrawn) {
      diagnostics_.error(fields.map().key_spot("expires_at"), "a withdrawal does not expire",
                         "remove `expires_at`");
    }
    consent.level = fields.name<ConsentLevel>("level").value_or(consent.level);
    consent.registered_at = fields.time("registered_at");
    consent.source = fields.text("source");
    consent.evidence = fields.evidence();
    add(at, std::move(consent));
  }

  void read_contact(SuiteFields& fields) {
    ContactRecord contact;
    contact.person = person(fields);
    const std::optional<Instant> at = required_time(fields, "at");
    contact.fields = fields.contact_fields();
    contact.status = fields.name<ContactStatus>("status").value_or(contact.status);
    for (int more = fields.times(); more > 0; --more) add(at, contact);
  }

  void read_activity(SuiteFields& fields) {
    ActivityRecord activity;
    activity.customer = name_;
    const std::optional<Instant> at = required_time(fields, "at");
    activity.event = fields.required_text("event");
    activity.channel = fields.text("channel");
    activity.brand = fields.text("brand");
    activity.labels = fields.labels();
    add(at, std::move(activity));
  }

  void read_listing(SuiteFields& fields) {
    ListingRecord listing;
    listing.list = fields.required_text("list");
    listing.person = person(fields);
    // A listing is of one of the two: of the customer unless an address is named.
    if (!listing.person.address.empty()) listing.person.customer.clear();
    listing.state = fields.name<ListingState>("state").value_or(listing.state);
    const std::optional<Instant> since = fields.time("since");
    listing.since = since;
    listing.until = fields.time("until");
    add(since, std::move(listing));
  }

  const std::string name_;
  SuiteFields fields_;
  Diagnostics& diagnostics_;
  std::vector<Record> records_;
};

}  // namespace

TestCustomer read_test_customer(const YamlEntry& entry, Diagnostics& diagnostics) {
  return {entry.key, CustomerReader(entry.key, entry.value, diagnostics).read(),
          place_of(entry.key_spot)};
}

}  // namespace tact
