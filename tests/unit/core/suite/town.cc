#include "unit/core/suite/town.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "core/state/volume_book.h"

namespace tact {
namespace {

Profile profile_of(const CustomerRecord& record) {
  Profile profile;
  profile.timezone = record.timezone;
  profile.country = record.country;
  profile.region = record.region;
  profile.language = record.language;
  profile.kind = record.kind;
  profile.stage = record.stage;
  profile.segments = record.segments;
  return profile;
}

Consent consent_of(const ConsentRecord& record, Instant at) {
  Consent consent;
  consent.purpose = record.purpose;
  consent.channel = record.channel;
  consent.brand = record.brand;
  consent.state = record.state;
  consent.level = record.level;
  consent.has_evidence = !record.evidence.empty();
  consent.at = at;
  consent.expires_at = record.expires_at;
  consent.registered_at = record.registered_at;
  return consent;
}

std::string text_of(std::optional<Instant> at) { return at ? format_instant(*at) : "none"; }

}  // namespace

Town::Town(const TestSuite& suite) {
  for (const Record& record : suite.records) {
    if (const auto* contact = std::get_if<ContactRecord>(&record.body)) {
      others_.push_back({Seq{}, record.at.value(), contact->fields, std::nullopt, contact->status});
      continue;
    }
    const auto& list = std::get<ListRecord>(record.body);
    const Instant at = list.loaded_at.value_or(Instant{});
    if (list.country.empty()) {
      registers_.lists_loaded_at[list.list] = at;
    } else {
      registers_.country_lists_loaded_at[{list.list, list.country}] = at;
    }
  }
  for (const TestCustomer& customer : suite.customers) settle(customer);
}

void Town::settle(const TestCustomer& customer) {
  Resident& resident = residents_[customer.name];
  SubjectState& state = resident.state;
  std::uint64_t seq = 0;
  for (const Record& record : customer.records) {
    const Instant at = record.at.value_or(Instant{});
    if (const auto* profile = std::get_if<CustomerRecord>(&record.body)) {
      state.profile = profile_of(*profile);
      resident.birth_date = profile->birth_date;
      resident.household = profile->household;
    } else if (const auto* consent = std::get_if<ConsentRecord>(&record.body)) {
      state.consents.push_back(consent_of(*consent, at));
      state.consents.back().entry = Seq{++seq};
    } else if (const auto* contact = std::get_if<ContactRecord>(&record.body)) {
      state.contacts.push_back({Seq{++seq}, at, contact->fields, std::nullopt, contact->status});
    } else if (const auto* activity = std::get_if<ActivityRecord>(&record.body)) {
      state.activities.push_back(
          {activity->event, at, activity->channel, activity->brand, activity->labels});
    } else if (const auto* listing = std::get_if<ListingRecord>(&record.body)) {
      REQUIRE(listing->person.address.empty());
      state.listings.push_back({listing->list, at, listing->until, at});
    } else {
      FAIL("a record that towns do not know");
    }
  }
  std::ranges::sort(state.contacts, {}, &Contact::at);
  std::ranges::sort(state.activities, {}, &Activity::at);
}

Decision Town::judge(const Policy& policy, const TestCase& test) const {
  const Resident& resident = residents_.at(test.ask.person.customer);
  std::vector<const SubjectState*> household;
  if (!resident.household.empty()) {
    for (const auto& [name, other] : residents_) {
      if (other.household == resident.household) household.push_back(&other.state);
    }
  }
  VolumeBook volume(std::shared_ptr<const Policy>(std::shared_ptr<const Policy>(), &policy));
  for (const Contact& contact : others_) volume.change(contact, std::nullopt);
  Facts facts;
  facts.customer = &resident.state;
  facts.birth_date = resident.birth_date;
  facts.household = household;
  facts.registers = &registers_;
  facts.volume = &volume;
  return decide(policy, facts, {&test.ask.fields, test.ask.at.value(), test.ask.expires_at});
}

std::string wrong_with(const TestCase& test, const Decision& decision) {
  const Expectation& expect = test.expect;
  std::string wrong;
  if (decision.outcome != expect.outcome) {
    wrong += "outcome " + std::string(outcome_name(decision.outcome)) + '\n';
  }
  std::vector<std::string> rules;
  std::vector<Code> codes;
  std::string said;
  for (const Reason& reason : decision.reasons) {
    if (!reason.rule.empty()) rules.push_back(reason.rule);
    codes.push_back(reason.code);
    said += reason.rule + ' ' + std::string(code_name(reason.code)) + '\n';
  }
  std::ranges::sort(rules);
  std::ranges::sort(codes);
  if (expect.rules && rules != *expect.rules) wrong += "rules\n" + said;
  if (expect.codes && codes != *expect.codes) wrong += "codes\n" + said;
  if (expect.has_retry_at && decision.retry_at != expect.retry_at) {
    wrong += "retry_at " + text_of(decision.retry_at) + ", not " + text_of(expect.retry_at) + '\n';
  }
  return wrong;
}

}  // namespace tact
