#include "rehearsal/test_case.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "tact/check.h"

#include "core/decide/numbers.h"
#include "core/decide/scene.h"
#include "core/policy/bundle.h"
#include "core/suite/suite.h"
#include "core/suite/suite_text.h"
#include "engine/vocabulary.h"
#include "rehearsal/mentions.h"
#include "rehearsal/suite_run.h"

namespace tact {
namespace {

const std::string asked_customer = "customer-1";
const std::string home = "home-1";

// Whether rules tell the text from others; `*` alone only asks whether there is one.
bool names(const std::set<std::string>& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern != "*" && wildcard_matches(pattern, text);
  });
}

class CaseBuilder {
 public:
  CaseBuilder(const Entry& decision, const Past& past, const Policy& policy)
      : decision_(std::get<DecisionEntry>(decision.body)),
        past_(past),
        policy_(policy),
        mentions_(mentions_of(policy)),
        address_(decision_.address ? made_up_address() : "") {}

  TestSuite build(const std::string& policy_path, const std::string& name) {
    suite_.name = name;
    suite_.policy = policy_path;
    suite_.now = decision_.planned_at;
    add_registers();
    suite_.customers.push_back({asked_customer, {}, {}});
    add_profile();
    add_said(past_.customer);
    if (past_.address) add_said(*past_.address);
    add_contacts(asked_customer, past_.customer);
    if (mentions_.households && past_.in_household) add_housemates();
    if (mentions_.addresses && past_.address) add_strangers();
    add_others();
    std::erase_if(suite_.customers, [](const TestCustomer& customer) {
      return customer.name != asked_customer && customer.records.empty();
    });
    suite_.cases.push_back(ask(name));
    return std::move(suite_);
  }

 private:
  std::string made_up_address() const {
    if (decision_.fields.channel == "email") return "someone@example.org";
    const auto& regions = decision_.decision.number_regions;
    return made_up_number(regions.empty() ? "" : regions.front());
  }

  // A number that the policy says is of the region, or of none. The longest prefixes are tried
  // last: they are exceptions.
  std::string made_up_number(std::string_view region) const {
    constexpr std::size_t length = 13;
    std::vector<std::string> prefixes;
    if (region.empty()) prefixes = {"+90555", "+49170", "+8190", "+1555", "+8835"};
    for (const auto& [prefix, its_region] : policy_.number_regions) {
      if (its_region == region) prefixes.push_back(prefix);
    }
    std::stable_sort(prefixes.begin(), prefixes.end(),
                     [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (const std::string& prefix : prefixes) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string number = prefix;
        while (number.size() + 1 < length) number += digit;
        number += '1';
        if (region_of_number(policy_, number) == region) return number;
      }
    }
    return "+905550000001";
  }

  std::string next_name() const {
    return "customer-" + std::to_string(suite_.customers.size() + 1);
  }

  TestCustomer& person(const std::string& name) {
    for (TestCustomer& customer : suite_.customers) {
      if (customer.name == name) return customer;
    }
    return suite_.customers.emplace_back(TestCustomer{name, {}, {}});
  }

  template <class Body>
  void add(const std::string& name, std::optional<Instant> at, Body body) {
    person(name).records.push_back({at, std::move(body)});
  }

  // A label's value stays where a rule names it; others only have to differ from each other.
  Labels relabelled(const Labels& labels) {
    Labels kept;
    for (const auto& [key, value] : labels) {
      const auto mentioned = mentions_.labels.find(key);
      if (mentioned == mentions_.labels.end()) continue;
      kept.emplace_back(key, names(mentioned->second, value)
                                 ? value
                                 : made_up_value(key, value, mentioned->second));
    }
    return kept;
  }

  // Where rules speak of so much that nothing can be made up the value stays.
  const std::string& made_up_value(const std::string& key, const std::string& value,
                                   const std::set<std::string>& patterns) {
    constexpr int tries_max = 100;
    std::string& made_up = values_[{key, value}];
    for (int i = 0; made_up.empty() && i < tries_max; ++i) {
      std::string tried = "value-" + std::to_string(++values_made_);
      if (!names(patterns, tried)) made_up = std::move(tried);
    }
    if (made_up.empty()) made_up = value;
    return made_up;
  }

  // A contact's fields, as far as rules count by them.
  ContactFields counted_fields(ContactFields fields) {
    if (!mentions_.fields.contains(Field::campaign)) fields.campaign.clear();
    fields.labels = relabelled(fields.labels);
    return fields;
  }

  void add_registers() {
    for (const auto& [list, loaded_at] : past_.registers.lists_loaded_at) {
      if (!mentions_.lists.contains(list)) continue;
      // Clocks differ: it can have been loaded a little later than the contact is planned.
      const Instant at = std::min(loaded_at, decision_.planned_at);
      suite_.records.push_back({at, ListRecord{list, at}});
    }
    const std::set<std::string_view> countries = countries_of_customer();
    for (const auto& [list, loaded_at] : past_.registers.country_lists_loaded_at) {
      if (!mentions_.lists.contains(list.first) || !countries.contains(list.second)) continue;
      const Instant at = std::min(loaded_at, decision_.planned_at);
      suite_.records.push_back({at, ListRecord{list.first, at, list.second}});
    }
    for (const HoldScope& hold : past_.registers.holds) {
      if (!check_vocabulary(policy_, hold).empty()) continue;
      suite_.records.push_back({std::nullopt, HoldRecord{hold, true}});
    }
  }

  std::set<std::string_view> countries_of_customer() const {
    const PastFacts facts(past_);
    std::set<std::string_view> countries;
    scene_of(policy_, facts.facts(), decision_.fields)
        .for_each_country([&](std::string_view country) { countries.insert(country); });
    return countries;
  }

  void add_profile() {
    if (!past_.customer.profile) return;
    const Profile& known = *past_.customer.profile;
    CustomerRecord profile;
    profile.customer = asked_customer;
    profile.timezone = known.timezone;
    profile.country = known.country;
    profile.region = known.region;
    if (mentions_.fields.contains(Field::language)) profile.language = known.language;
    if (mentions_.fields.contains(Field::kind)) profile.kind = known.kind;
    if (mentions_.fields.contains(Field::stage)) profile.stage = known.stage;
    for (const std::string& segment : known.segments) {
      if (mentions_.segments.contains(segment)) profile.segments.push_back(segment);
    }
    profile.birth_date = past_.birth_date;
    if (!decision_.address) {
      for (const std::string& region : decision_.decision.number_regions) {
        profile.addresses.push_back({decision_.fields.channel, made_up_number(region)});
      }
    }
    if (mentions_.households && past_.in_household) profile.household = home;
    // What the policy's zones do not know tells no time, as if it were not there.
    if (policy_.zones == nullptr || policy_.zones->find(profile.timezone) == nullptr) {
      profile.timezone.clear();
    }
    add(asked_customer, std::nullopt, std::move(profile));
  }

  // Consents, listings and activities: of the customer and of the address rules see both alike.
  void add_said(const SubjectState& state) {
    const bool is_address = past_.address && &state == &*past_.address;
    if (mentions_.consents) {
      for (const Consent& consent : state.consents) add_consent(consent);
    }
    for (const Listing& listing : state.listings) {
      if (!mentions_.lists.contains(listing.list)) continue;
      ListingRecord record{listing.list, {}, ListingState::added, listing.since, listing.until};
      if (is_address) {
        record.person.address = address_;
      } else {
        record.person.customer = asked_customer;
      }
      add(asked_customer, listing.since, std::move(record));
    }
    if (is_address) return;
    for (const Activity& activity : state.activities) {
      if (!mentions_.events.contains(activity.event)) continue;
      ActivityRecord record{asked_customer, activity.event, activity.channel, activity.brand,
                            relabelled(activity.labels)};
      if (!check_vocabulary(policy_, record).empty()) continue;
      add(asked_customer, activity.at, std::move(record));
    }
  }

  // One for another address covers nothing that was asked.
  void add_consent(const Consent& consent) {
    if (consent.address && consent.address != past_.address_id) return;
    ConsentRecord record;
    record.person = {asked_customer, consent.address ? address_ : ""};
    record.purpose = consent.purpose;
    record.channel = consent.channel;
    record.brand = consent.brand;
    record.state = consent.state;
    record.level = consent.level;
    if (consent.state == ConsentState::granted) record.expires_at = consent.expires_at;
    record.registered_at = consent.registered_at;
    if (consent.has_evidence) record.evidence = R"({"kept":"yes"})";
    if (check_vocabulary(policy_, record).empty())
      add(asked_customer, consent.at, std::move(record));
  }

  bool is_in_reach(const Contact& contact) const {
    return contact.at >= decision_.planned_at - mentions_.reach;
  }

  // Whether the address's record holds the contact just as it is here.
  bool is_to_address(const Contact& contact) const {
    if (past_.address_is_customer) return contact.address == past_.address_id;
    if (!past_.address) return false;
    const auto& sent = past_.address->contacts;
    return std::any_of(sent.begin(), sent.end(), [&](const Contact& one) {
      return one.entry == contact.entry && one.status == contact.status;
    });
  }

  bool is_told(const Contact& contact, bool to_address) const {
    return told_.contains({contact.entry, to_address});
  }

  void add_contact(const std::string& name, const Contact& contact) {
    if (!is_in_reach(contact)) return;
    // What a claimed address brought along stands in two people's records, and once in its own.
    const bool to_address = is_to_address(contact) && !is_told(contact, true);
    told_.insert({contact.entry, to_address});
    ContactRecord record{
        "", {name, to_address ? address_ : ""}, counted_fields(contact.fields), contact.status};
    if (check_vocabulary(policy_, record.fields).empty()) add(name, contact.at, std::move(record));
  }

  void add_contacts(const std::string& name, const SubjectState& state) {
    for (const Contact& contact : state.contacts) add_contact(name, contact);
  }

  // Contacts to the address that were for others.
  void add_strangers() {
    const std::string name = next_name();
    for (const Contact& contact : past_.address->contacts) {
      if (!is_told(contact, true)) add_contact(name, contact);
    }
  }

  void add_housemates() {
    for (const SubjectState& housemate : past_.housemates) {
      CustomerRecord profile;
      const std::string name = next_name();
      profile.customer = name;
      profile.household = home;
      add(name, std::nullopt, std::move(profile));
      add_contacts(name, housemate);
    }
  }

  // Everyone else's contacts, where a volume rule counts them.
  void add_others() {
    for (const Contact& contact : past_.volume_contacts) {
      if (is_told(contact, true) || is_told(contact, false) || !is_in_reach(contact)) continue;
      ContactRecord record{"", {everyone_else, ""}, counted_fields(contact.fields), contact.status};
      if (!check_vocabulary(policy_, record.fields).empty()) continue;
      suite_.records.push_back({contact.at, std::move(record)});
    }
  }

  TestCase ask(const std::string& name) {
    TestCase test;
    test.name = name;
    test.ask.person = {asked_customer, address_};
    test.ask.fields = decision_.fields;
    test.ask.fields.labels = relabelled(decision_.fields.labels);
    test.ask.at = decision_.planned_at;
    test.ask.expires_at = decision_.expires_at;
    test.expect.outcome = decision_.decision.outcome;
    test.expect.rules = failing_rules(decision_.decision);
    test.expect.has_retry_at = decision_.decision.outcome == Outcome::defer;
    test.expect.retry_at = decision_.decision.retry_at;
    return test;
  }

  const DecisionEntry& decision_;
  const Past& past_;
  const Policy& policy_;
  const Mentions mentions_;
  const std::string address_;
  TestSuite suite_;
  std::map<std::pair<std::string, std::string>, std::string> values_;
  int values_made_ = 0;
  std::set<std::pair<Seq, bool>> told_;
};

// On whose clock the file is written.
const TimeZone& zone_for(const Policy& policy, const Past& past) {
  const auto& profile = past.customer.profile;
  const CustomerClock clock(policy, profile ? &*profile : nullptr, past.number_regions);
  return clock.known() ? *clock.zones().front() : utc_zone();
}

// The file as it would be read again, run.
Result<CaseResult> run_text(const std::string& text, const std::shared_ptr<const Policy>& policy) {
  PolicyBundle bundle;
  bundle.files.push_back({"case_test.yaml", text});
  BundledFiles files(bundle);
  const SuiteReading reading = read_suite("case_test.yaml", files);
  if (!reading.suite) return Error{render_diagnostics(reading.diagnostics)};
  return run_case(policy, *reading.suite, reading.suite->cases.front());
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "`" : ", `") + word + '`';
  return text;
}

}  // namespace

Result<std::string> make_test_case(const Entry& decision, const Past& past,
                                   const std::shared_ptr<const Policy>& policy,
                                   const std::string& policy_path, const std::string& name) {
  TestSuite suite = CaseBuilder(decision, past, *policy).build(policy_path, name);
  std::string note =
      "Made from decision " + std::to_string(decision.seq.value) + " under " + policy->version() +
      ".\nThe people and addresses in it are made up; brands and campaigns are as they were.";
  const TimeZone& zone = zone_for(*policy, past);
  for (;;) {
    std::string text = write_suite(suite, zone, note);
    const auto result = run_text(text, policy);
    if (!result) return Error{"the case cannot be read again: " + result.error().message};
    if (!result->refused.empty()) {
      return Error{"this decision does not fit into a test case: " + result->refused};
    }
    if (result->passed()) return text;
    // A birthday can move it, and the log has no birth dates.
    Expectation& expect = suite.cases.front().expect;
    if (result->differs == std::vector<std::string>{"retry_at"} && expect.has_retry_at) {
      expect.has_retry_at = false;
      note += "\nWhen it may be tried again hangs on more than a test case says.";
      continue;
    }
    return Error{"this decision does not fit into a test case, which would differ in " +
                 joined(result->differs) +
                 ": it hangs on contacts or records that a case cannot hold"};
  }
}

}  // namespace tact
