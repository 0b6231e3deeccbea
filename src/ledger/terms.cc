#include "ledger/terms.h"

namespace tact {
namespace {

std::string term(char kind, std::string_view value) {
  std::string text;
  text.reserve(1 + value.size());
  text += kind;
  text += value;
  return text;
}

void append_decision(const DecisionEntry& decision, Seq seq, std::vector<Posting>& out) {
  out.push_back({outcome_term(decision.decision.outcome), seq});
  if (!decision.fields.campaign.empty()) {
    out.push_back({campaign_term(decision.fields.campaign), seq});
  }
  for (const Reason& reason : decision.decision.reasons) {
    if (!reason.rule.empty()) out.push_back({rule_term(reason.rule), seq});
  }
}

}  // namespace

std::string subject_term(const SubjectId& subject) {
  return term('s', {reinterpret_cast<const char*>(subject.bytes.data()), subject.bytes.size()});
}
std::string household_term(const SubjectId& household) {
  return term('h', {reinterpret_cast<const char*>(household.bytes.data()), household.bytes.size()});
}
std::string campaign_term(std::string_view campaign) { return term('c', campaign); }
std::string rule_term(std::string_view rule) { return term('r', rule); }
std::string outcome_term(Outcome outcome) { return term('o', outcome_name(outcome)); }
std::string type_term(std::string_view type) { return term('t', type); }
std::string policy_term(std::string_view hash) { return term('p', hash); }
std::string due_term(std::int64_t hour) { return term('u', std::to_string(hour)); }
std::string reported_term(Seq decision) { return term('d', std::to_string(decision.value)); }

void append_postings(const Entry& entry, std::vector<Posting>& out) {
  const Seq seq = entry.seq;
  for_each_subject(entry, [&](const SubjectId& subject) {
    Posting posting{subject_term(subject), seq};
    // A profile can name one address for two channels.
    if (out.empty() || out.back().seq != seq || out.back().term != posting.term) {
      out.push_back(std::move(posting));
    }
  });
  if (const auto* decision = std::get_if<DecisionEntry>(&entry.body)) {
    append_decision(*decision, seq, out);
    return;
  }
  out.push_back({type_term(entry_type(entry)), seq});
  if (const auto* outcome = std::get_if<OutcomeEntry>(&entry.body)) {
    out.push_back({reported_term(outcome->decision), seq});
  }
  if (const auto* customer = std::get_if<CustomerEntry>(&entry.body)) {
    const auto& household = customer->profile.household;
    if (household) out.push_back({household_term(*household), seq});
  }
  if (const auto* policy = std::get_if<PolicyEntry>(&entry.body)) {
    out.push_back({policy_term(policy->hash), seq});
  }
  if (const auto* obligation = std::get_if<ObligationEntry>(&entry.body)) {
    out.push_back({rule_term(obligation->rule), seq});
    if (obligation->state == ObligationStatus::open) {
      out.push_back({due_term(hour_of(obligation->due)), seq});
    }
  }
  if (const auto* contact = std::get_if<ContactEntry>(&entry.body)) {
    if (!contact->fields.campaign.empty()) {
      out.push_back({campaign_term(contact->fields.campaign), seq});
    }
  }
}

}  // namespace tact
