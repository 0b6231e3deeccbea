// The index of the ledger: which terms find an entry. A term is a letter and a value; FORMAT.md
// lists them. What has no term of its own (channel, purpose, brand, time) is filtered by reading.
#pragma once

#include <string>
#include <vector>

#include "tact/entry.h"

#include "store/store.h"

namespace tact {

std::string subject_term(const SubjectId& subject);  // of a customer, an address or both
std::string campaign_term(std::string_view campaign);
std::string rule_term(std::string_view rule);  // enforced rules that failed
std::string outcome_term(Outcome outcome);
std::string type_term(std::string_view type);  // every type but decision
std::string reported_term(Seq decision);       // the outcome entries of a decision

// Appends a posting for each term that finds `entry`.
void append_postings(const Entry& entry, std::vector<Posting>& out);

}  // namespace tact
