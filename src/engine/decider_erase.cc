// The part of Decider that erases a person: what names them goes, what they refused stays
// (src/design/0011).
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "tact/check.h"

#include "engine/decider.h"
#include "engine/refusals.h"
#include "ledger/named_with.h"

namespace tact {
namespace {

const std::string erasure = "erasure";  // in whose name refusals are said again

using ConsentScope = std::tuple<const std::string&, const std::string&, const std::string&>;

ConsentScope scope_of(const Consent& consent) {
  return {consent.purpose, consent.channel, consent.brand};
}

Consent* find_scope(std::vector<Consent>& consents, const Consent& like) {
  const auto found = std::find_if(consents.begin(), consents.end(), [&](const Consent& one) {
    return scope_of(one) == scope_of(like);
  });
  return found == consents.end() ? nullptr : &*found;
}

// What is said of an address: by itself, or of its customer.
struct Said {
  std::vector<Consent> consents;
  std::vector<Listing> listings;
};

void add_said(const SubjectState* state, const SubjectId& address, Said& said) {
  if (state == nullptr) return;
  for (const Consent& consent : state->consents) {
    if (!consent.address || *consent.address == address) said.consents.push_back(consent);
  }
  said.listings.insert(said.listings.end(), state->listings.begin(), state->listings.end());
}

// Whether a later grant of the very same scope took the withdrawal back. One of a narrower scope
// did so in part only: the whole withdrawal is kept, which is the strict side.
bool is_taken_back(const Consent& withdrawal, const std::vector<Consent>& all, Instant now) {
  return std::any_of(all.begin(), all.end(), [&](const Consent& grant) {
    const bool is_over = grant.expires_at && now >= *grant.expires_at;
    return grant.state == ConsentState::granted && grant.at > withdrawal.at && !is_over &&
           scope_of(grant) == scope_of(withdrawal) &&
           (!withdrawal.address || grant.address == withdrawal.address);
  });
}

// Of each scope the latest, of the address as a whole.
std::vector<Consent> standing_withdrawals(const std::vector<Consent>& said, Instant now) {
  std::vector<Consent> standing;
  for (const Consent& withdrawal : said) {
    if (withdrawal.state != ConsentState::withdrawn || is_taken_back(withdrawal, said, now)) {
      continue;
    }
    if (Consent* known = find_scope(standing, withdrawal)) {
      known->at = std::max(known->at, withdrawal.at);
      continue;
    }
    Consent kept;
    kept.purpose = withdrawal.purpose;
    kept.channel = withdrawal.channel;
    kept.brand = withdrawal.brand;
    kept.state = ConsentState::withdrawn;
    kept.at = withdrawal.at;
    standing.push_back(std::move(kept));
  }
  return standing;
}

// Of each list one entry that covers all of them. They keep their time: a list may refuse only some
// days after it.
std::vector<Listing> standing_listings(const std::vector<Listing>& said, Instant now) {
  std::map<std::string, Listing> by_list;
  for (const Listing& listing : said) {
    if (listing.until && now >= *listing.until) continue;
    const auto [place, is_new] = by_list.try_emplace(listing.list, listing);
    if (is_new) continue;
    Listing& kept = place->second;
    kept.since = std::min(kept.since, listing.since);
    if (!listing.until || !kept.until) {
      kept.until.reset();
    } else {
      kept.until = std::max(*kept.until, *listing.until);
    }
  }
  std::vector<Listing> standing;
  for (auto& [name, listing] : by_list) standing.push_back(std::move(listing));
  return standing;
}

struct KeptRefusals {
  std::vector<Consent> withdrawals;
  std::vector<Listing> listings;

  bool empty() const { return withdrawals.empty() && listings.empty(); }
  std::size_t size() const { return withdrawals.size() + listings.size(); }
};

KeptRefusals standing_refusals(const SubjectState* customer, const SubjectState* own,
                               const SubjectId& address, Instant now) {
  Said said;
  add_said(customer, address, said);
  add_said(own, address, said);
  KeptRefusals kept{standing_withdrawals(said.consents, now),
                    standing_listings(said.listings, now)};
  // As of now: the time of the first would tell which of the erased entries it repeats, and nothing
  // is granted any more that it could have to give way to.
  for (Consent& withdrawal : kept.withdrawals) withdrawal.at = std::max(now, withdrawal.at);
  return kept;
}

}  // namespace

// The addresses that go with the customer: those that are theirs, and those that were only ever
// named with them. What another customer's profile or consent names is the other's.
std::map<std::string, SubjectId> Decider::addresses_to_erase(const Erase& erase,
                                                             const CustomerIdentity& identity) {
  const bool is_gathered = erase.gathered_of == identity.subject;
  auto named = named_with(store_, identity.subject, is_gathered ? erase.gathered_before : Seq{});
  if (!named) throw StoreLost{named.error().message};
  if (is_gathered) named->insert(erase.addresses.begin(), erase.addresses.end());
  std::set<std::string> addresses;
  for (const ChannelAddress& one : identity.addresses) addresses.insert(one.address);
  for (const SubjectId& pseudonym : *named) {
    std::string address = people_.address_named(pseudonym);
    if (!address.empty()) addresses.insert(std::move(address));
  }
  std::map<std::string, SubjectId> own;
  for (const std::string& address : addresses) {
    const AddressIdentity* known = records_.find_address(address);
    if (known == nullptr) continue;
    if (known->customer.empty() || known->customer == erase.customer) {
      own.emplace(address, known->subject);
    }
  }
  return own;
}

Reply Decider::erase(const Erase& erase, const Scope& scope) {
  const CustomerIdentity* known = records_.find_customer(erase.customer);
  if (known == nullptr) {
    return refused_not_found("", "there is no customer `" + erase.customer + '`');
  }
  const CustomerIdentity identity = *known;
  const std::map<std::string, SubjectId> own = addresses_to_erase(erase, identity);
  std::map<std::string, KeptRefusals> refusals;
  ErasureEntry entry;
  const auto forget = [&](const SubjectId& subject) {
    forget_evidence(subject);
    give_up_obligations(scope, subject);
    records_.erase_name(subject);
  };
  for (const auto& [address, subject] : own) {
    refusals[address] = standing_refusals(records_.find_subject(identity.subject),
                                          records_.find_subject(subject), subject, scope.now);
    entry.addresses.push_back(subject);
    forget(subject);
    records_.erase_address(address);
  }
  forget(identity.subject);
  records_.erase_customer(erase.customer);
  // In the order of the pseudonyms, which says nothing about the addresses.
  std::sort(entry.addresses.begin(), entry.addresses.end());
  Erased erased{append(scope, identity.subject, std::move(entry)), scope.now, own.size(), 0};
  forget_household(identity.household);
  for (const auto& [address, kept] : refusals) {
    if (kept.empty()) {
      people_.drop_refusal(address);
      continue;
    }
    erased.refusals += kept.size();
    keep_refusals(scope, people_.make_refusal(address), kept.withdrawals, kept.listings);
  }
  return erased;
}

void Decider::forget_evidence(const SubjectId& subject) {
  const SubjectState* state = records_.find_subject(subject);
  if (state == nullptr) return;
  for (const Consent& consent : state->consents) {
    if (consent.has_evidence) records_.erase_evidence(subject, consent.entry);
  }
}

void Decider::give_up_obligations(const Scope& scope, const SubjectId& subject) {
  const ObligationState* held = records_.find_obligations(subject);
  if (held == nullptr) return;
  const std::vector<OpenObligation> open = held->open;  // Closing changes the record.
  for (const OpenObligation& one : open) {
    close(scope, subject, one, std::nullopt, "the person was erased");
  }
}

// A household's name goes with its last member.
void Decider::forget_household(const std::string& name) {
  if (name.empty()) return;
  const HouseholdIdentity* household = records_.find_household_name(name);
  if (household == nullptr) return;
  const HouseholdState* home = records_.find_household(household->subject);
  if (home == nullptr || home->members.empty()) records_.erase_household_name(name);
}

void Decider::keep_refusals(const Scope& scope, const SubjectId& subject,
                            const std::vector<Consent>& withdrawals,
                            const std::vector<Listing>& listings) {
  const Scope own{erasure, scope.now, std::nullopt};
  for (const Consent& withdrawal : withdrawals) {
    ConsentEntry entry;
    entry.consent = withdrawal;
    entry.source = erasure;
    append(own, subject, std::move(entry));
  }
  for (const Listing& listing : listings) {
    append(
        own, subject,
        ListingEntry{listing.list, ListingState::added, scope.now, listing.since, listing.until});
  }
}

std::vector<ChannelAddress> Decider::newly_named_refusals(const CustomerRecord& profile) {
  std::vector<ChannelAddress> refused;
  for (const ChannelAddress& one : profile.addresses) {
    const AddressIdentity* known = records_.find_address(one.address);
    const bool is_new = known == nullptr || known->customer.empty();
    if (is_new && people_.refusal_of(one.address)) refused.push_back(one);
  }
  return refused;
}

// A request may name the customer alone and go to any address of the profile: what was refused
// there is refused by the customer, on the channels that the address is for. It keeps its time, so
// that what the customer has agreed to since lifts it.
void Decider::inherit_refusals(const Scope& scope, const SubjectId& customer,
                               const std::vector<ChannelAddress>& refused) {
  std::vector<Consent> inherited;
  for (const ChannelAddress& one : refused) {
    const SubjectState* state = records_.find_subject(people_.address_subject(one.address));
    if (state == nullptr) continue;
    for (Consent consent : standing_withdrawals(state->consents, scope.now)) {
      if (consent.channel.empty()) consent.channel = one.channel;
      if (find_scope(inherited, consent) == nullptr) inherited.push_back(std::move(consent));
    }
  }
  keep_refusals(scope, customer, inherited, {});
}

}  // namespace tact
