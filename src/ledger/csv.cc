#include "ledger/csv.h"

#include "core/names/names.h"

namespace tact {
namespace {

struct Row {
  std::string outcome;
  const ContactFields* fields = nullptr;
  ContactFields own;  // for entries whose fields are not a contact's
  std::string rules;
  std::string policy;
};

Row row_of(const DecisionEntry& body) {
  Row row;
  row.outcome = outcome_name(body.decision.outcome);
  row.fields = &body.fields;
  for (const Reason& reason : body.decision.reasons) {
    if (!row.rules.empty()) row.rules += ' ';
    row.rules += reason.rule.empty() ? code_name(reason.code) : std::string_view(reason.rule);
  }
  row.policy = body.policy;
  return row;
}

Row row_of(const Entry& entry) {
  if (const auto* body = std::get_if<DecisionEntry>(&entry.body)) return row_of(*body);
  Row row;
  if (const auto* body = std::get_if<OutcomeEntry>(&entry.body)) {
    row.outcome = name_of(body->status);
  } else if (const auto* contact = std::get_if<ContactEntry>(&entry.body)) {
    row.outcome = name_of(contact->status);
    row.fields = &contact->fields;
  } else if (const auto* consent = std::get_if<ConsentEntry>(&entry.body)) {
    row.outcome = name_of(consent->consent.state);
    row.own.channel = consent->consent.channel;
    row.own.purpose = consent->consent.purpose;
    row.own.brand = consent->consent.brand;
  } else if (const auto* activity = std::get_if<ActivityEntry>(&entry.body)) {
    row.own.channel = activity->activity.channel;
    row.own.brand = activity->activity.brand;
  } else if (const auto* listing = std::get_if<ListingEntry>(&entry.body)) {
    row.outcome = name_of(listing->state);
  } else if (const auto* hold = std::get_if<HoldEntry>(&entry.body)) {
    row.outcome = hold->on ? "on" : "off";
    row.own.channel = hold->scope.channel;
    row.own.purpose = hold->scope.purpose;
    row.own.brand = hold->scope.brand;
    row.own.campaign = hold->scope.campaign;
  } else if (const auto* policy = std::get_if<PolicyEntry>(&entry.body)) {
    row.policy = policy->policy;
  } else if (const auto* proposal = std::get_if<ProposalEntry>(&entry.body)) {
    row.policy = proposal->policy;
  } else if (const auto* approval = std::get_if<ApprovalEntry>(&entry.body)) {
    row.outcome = name_of(approval->state);
  } else if (const auto* obligation = std::get_if<ObligationEntry>(&entry.body)) {
    row.outcome = name_of(obligation->state);
    row.own.channel = obligation->channel;
    row.own.brand = obligation->brand;
    row.rules = obligation->rule;
  } else if (const auto* access = std::get_if<AccessEntry>(&entry.body)) {
    row.outcome = access->resource;
  }
  return row;
}

}  // namespace

void append_csv_field(std::string_view text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_header(std::string& out) {
  out += "seq,at,type,outcome,customer,channel,purpose,brand,campaign,rules,policy,by\r\n";
}

void append_csv_row(const Entry& entry, std::string_view customer, std::string& out) {
  const Row row = row_of(entry);
  const ContactFields& fields = row.fields != nullptr ? *row.fields : row.own;
  out += std::to_string(entry.seq.value);
  const auto add = [&out](std::string_view text) {
    out += ',';
    append_csv_field(text, out);
  };
  add(format_instant(entry.at));
  add(entry_type(entry));
  add(row.outcome);
  add(customer);
  add(fields.channel);
  add(fields.purpose);
  add(fields.brand);
  add(fields.campaign);
  add(row.rules);
  add(row.policy);
  add(entry.by);
  out += "\r\n";
}

}  // namespace tact
