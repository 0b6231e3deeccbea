#include "engine/people.h"

#include <algorithm>
#include <cstring>

#include "core/hash/encoding.h"

namespace tact {

People::People(RecordCache& records, Randomness& randomness)
    : records_(records), randomness_(randomness) {}

Identified People::find(const Person& person) {
  Identified found;
  const std::string* customer = &person.customer;
  found.names_address = !person.address.empty();
  if (!person.address.empty()) {
    if (const AddressIdentity* address = records_.find_address(person.address)) {
      found.address = address->subject;
      if (customer->empty()) customer = &address->customer;
      if (customer->empty()) found.customer = address->subject;
    } else if (const auto refused = refusal_of(person.address)) {
      found.address = refused;
      if (customer->empty()) found.customer = refused;
    }
  }
  if (!customer->empty()) {
    if (const CustomerIdentity* known = records_.find_customer(*customer)) {
      found.customer = known->subject;
      found.birth_date = known->birth_date;
    }
  }
  return found;
}

Identified People::find_or_make(const Person& person) {
  Identified found = find(person);
  // Known by its refusals alone it has no identity yet.
  if (!person.address.empty()) found.address = address_subject(person.address);
  if (!found.customer) {
    found.customer = person.customer.empty() ? *found.address : customer_subject(person.customer);
  }
  return found;
}

SubjectId People::customer_subject(const std::string& customer) {
  if (const CustomerIdentity* known = records_.find_customer(customer)) return known->subject;
  CustomerIdentity& made = records_.edit_customer(customer);
  made.subject = new_subject();
  made.key = new_key();
  records_.name_subject(made.subject, {customer, ""});
  return made.subject;
}

bool People::is_unclaimed(const std::string& address) {
  const AddressIdentity* known = records_.find_address(address);
  return known != nullptr && known->customer.empty();
}

SubjectId People::address_subject(const std::string& address) {
  if (const AddressIdentity* known = records_.find_address(address)) return known->subject;
  AddressIdentity& made = records_.edit_address(address);
  made.key = new_key();
  if (const auto refused = refusal_of(address)) {
    made.subject = *refused;
    records_.rename_subject(made.subject, {"", address});
    return made.subject;
  }
  const Hash256 hash = hmac_sha256(hasher_, bytes_of(made.key), address);
  std::memcpy(made.subject.bytes.data(), hash.data(), made.subject.bytes.size());
  records_.name_subject(made.subject, {"", address});
  return made.subject;
}

std::optional<SubjectId> People::refusal_of(const std::string& address) {
  const ErasureSecret* secret = records_.find_secret();
  if (secret == nullptr) return std::nullopt;  // Nobody was ever erased.
  const KeptRefusal* refusal = records_.find_refusal(refusal_hash(*secret, address));
  return refusal == nullptr ? std::nullopt : std::optional(refusal->subject);
}

SubjectId People::make_refusal(const std::string& address) {
  if (records_.find_secret() == nullptr) records_.edit_secret().key = new_key();
  KeptRefusal& made = records_.edit_refusal(refusal_hash(*records_.find_secret(), address));
  made.subject = new_subject();
  return made.subject;
}

void People::drop_refusal(const std::string& address) {
  if (refusal_of(address)) {
    records_.erase_refusal(refusal_hash(*records_.find_secret(), address));
  }
}

std::string People::refusal_hash(const ErasureSecret& secret, const std::string& address) {
  return std::string(bytes_of(hmac_sha256(hasher_, bytes_of(secret.key), address)));
}

std::vector<std::string> People::addresses_of(const std::string& customer,
                                              std::string_view channel) {
  std::vector<std::string> addresses;
  if (const CustomerIdentity* known = records_.find_customer(customer)) {
    for (const ChannelAddress& one : known->addresses) {
      if (one.channel == channel) addresses.push_back(one.address);
    }
  }
  return addresses;
}

SubjectId People::household_subject(const std::string& household) {
  if (const HouseholdIdentity* known = records_.find_household_name(household)) {
    return known->subject;
  }
  HouseholdIdentity& made = records_.edit_household_name(household);
  made.subject = new_subject();
  return made.subject;
}

void People::set_profile(const CustomerRecord& profile) {
  customer_subject(profile.customer);
  CustomerIdentity& identity = records_.edit_customer(profile.customer);
  for (const ChannelAddress& old : identity.addresses) {
    const auto kept =
        std::any_of(profile.addresses.begin(), profile.addresses.end(),
                    [&](const ChannelAddress& address) { return address.address == old.address; });
    const AddressIdentity* known = records_.find_address(old.address);
    if (!kept && known != nullptr && known->customer == profile.customer) {
      records_.edit_address(old.address).customer.clear();
    }
  }
  identity.birth_date = profile.birth_date;
  identity.household = profile.household;
  identity.addresses = profile.addresses;
  for (const ChannelAddress& address : profile.addresses) {
    address_subject(address.address);
    records_.edit_address(address.address).customer = profile.customer;
  }
}

void People::link(const std::string& address, const std::string& customer) {
  address_subject(address);
  if (records_.find_address(address)->customer.empty()) {
    records_.edit_address(address).customer = customer;
  }
}

std::string People::hash_evidence(const Person& person, const std::string& evidence) {
  const SubjectKey& key = person.customer.empty() ? records_.find_address(person.address)->key
                                                  : records_.find_customer(person.customer)->key;
  return to_hex(hmac_sha256(hasher_, bytes_of(key), evidence));
}

SubjectKey People::new_key() {
  SubjectKey key;
  randomness_.fill(key);
  return key;
}

SubjectId People::new_subject() {
  SubjectId subject;
  randomness_.fill(subject.bytes);
  return subject;
}

}  // namespace tact
