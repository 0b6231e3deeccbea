// The index of the ledger: which terms find an entry. A term is a letter and a value; FORMAT.md
// lists them. What has no term of its own (channel, purpose, brand, time) is filtered by reading.
#pragma once

#include <string>
#include <vector>

#include "tact/entry.h"

#include "store/store.h"

namespace tact {

std::string subject_term(const SubjectId& subject);      // of a customer, an address or both
std::string household_term(const SubjectId& household);  // the profiles that name it
std::string campaign_term(std::string_view campaign);
std::string rule_term(std::string_view rule);  // enforced rules that failed; obligations
std::string outcome_term(Outcome outcome);
std::string type_term(std::string_view type);    // every type but decision
std::string policy_term(std::string_view hash);  // the activations of a policy
std::string reported_term(Seq decision);         // the outcome entries of a decision
std::string due_term(std::int64_t hour);         // openings of obligations due in that hour of UTC

// Calls `visit` with each pseudonym that the entry is about: its subject, and the addresses that it
// names. One can come twice.
template <class Visit>
void for_each_subject(const Entry& entry, Visit visit) {
  if (entry.subject) visit(*entry.subject);
  const auto visit_address = [&](const std::optional<SubjectId>& address) {
    if (address && address != entry.subject) visit(*address);
  };
  if (const auto* decision = std::get_if<DecisionEntry>(&entry.body)) {
    visit_address(decision->address);
  } else if (const auto* contact = std::get_if<ContactEntry>(&entry.body)) {
    visit_address(contact->address);
  } else if (const auto* consent = std::get_if<ConsentEntry>(&entry.body)) {
    visit_address(consent->consent.address);
  } else if (const auto* customer = std::get_if<CustomerEntry>(&entry.body)) {
    for (const auto& [channel, address] : customer->addresses) visit_address(address);
  } else if (const auto* erasure = std::get_if<ErasureEntry>(&entry.body)) {
    for (const SubjectId& address : erasure->addresses) visit_address(address);
  }
}

// Appends a posting for each term that finds `entry`.
void append_postings(const Entry& entry, std::vector<Posting>& out);

}  // namespace tact
