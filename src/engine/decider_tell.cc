// The part of Decider that takes in what happened.
#include "tact/check.h"

#include "core/records/request_json.h"
#include "engine/decider.h"
#include "engine/refusals.h"
#include "engine/vocabulary.h"

namespace tact {
namespace {

constexpr std::chrono::minutes clocks_differ{5};

}  // namespace

Reply Decider::tell(const CustomerRecord& record, const Scope& scope) {
  if (auto refusal = refuse_time(scope.said, scope)) return *std::move(refusal);
  if (auto errors = check_vocabulary(*policy_, record); !errors.empty()) {
    return refused_invalid(std::move(errors));
  }
  const SubjectId subject = *people_.find_or_make({record.customer, ""}).customer;
  CustomerEntry entry;
  for (const ChannelAddress& address : record.addresses) {
    if (people_.is_unclaimed(address.address)) {
      entry.claimed.push_back(people_.address_subject(address.address));
    }
  }
  const std::vector<ChannelAddress> refused = newly_named_refusals(record);
  people_.set_profile(record);
  entry.profile = {record.timezone, record.country, record.region,   record.language,
                   record.kind,     record.stage,   record.segments, {}};
  if (!record.household.empty()) {
    entry.profile.household = people_.household_subject(record.household);
  }
  for (const ChannelAddress& address : record.addresses) {
    entry.addresses.emplace_back(address.channel, people_.address_subject(address.address));
  }
  const Seq seq = append(scope, subject, std::move(entry));
  inherit_refusals(scope, subject, refused);
  return Recorded{seq};
}

Reply Decider::tell(const ConsentRecord& record, const Scope& scope) {
  if (auto refusal = refuse_time(scope.said, scope)) return *std::move(refusal);
  if (auto errors = check_vocabulary(*policy_, record); !errors.empty()) {
    return refused_invalid(std::move(errors));
  }
  const Identified who = people_.find_or_make(record.person);
  const bool names_both = !record.person.customer.empty() && !record.person.address.empty();
  ConsentEntry entry;
  if (names_both) {
    entry.claims_address = people_.is_unclaimed(record.person.address);
    people_.link(record.person.address, record.person.customer);
  }
  entry.consent = {record.purpose,
                   record.channel,
                   record.brand,
                   who.address,
                   record.state,
                   record.level,
                   !record.evidence.empty(),
                   scope.happened_at(),
                   record.expires_at,
                   record.registered_at,
                   {}};
  entry.source = record.source;
  // What is said of an address alone stays with the address: it must be honoured whichever
  // customer is asked for with it.
  const SubjectId subject = record.person.customer.empty() ? *who.address : *who.customer;
  if (!record.evidence.empty()) {
    entry.evidence_hash = people_.hash_evidence(record.person, record.evidence);
    records_.keep_evidence(subject, next_, record.evidence);
  }
  const Seq seq = append(scope, subject, std::move(entry));
  Happening happening{
      scope.happened_at(), {}, ConsentEvent{record.state, record.registered_at.has_value()}};
  happening.fields.channel = record.channel;
  happening.fields.purpose = record.purpose;
  happening.fields.brand = record.brand;
  see_to_obligations(scope, who, subject, happening);
  return Recorded{seq};
}

Reply Decider::tell(const ListingRecord& record, const Scope& scope) {
  if (auto refusal = refuse_time(scope.said, scope)) return *std::move(refusal);
  const Identified who = people_.find_or_make(record.person);
  const SubjectId subject = record.person.customer.empty() ? *who.address : *who.customer;
  const Instant at = scope.happened_at();
  return Recorded{
      append(scope, subject,
             ListingEntry{record.list, record.state, at, record.since.value_or(at), record.until})};
}

Reply Decider::tell(const ListRecord& record, const Scope& scope) {
  const Instant loaded_at = record.loaded_at.value_or(scope.happened_at());
  if (loaded_at > scope.now + clocks_differ) {
    return refused_invalid({{"/loaded_at", "is in the future"}});
  }
  if (auto errors = check_vocabulary(*policy_, record); !errors.empty()) {
    return refused_invalid(std::move(errors));
  }
  return Recorded{append(scope, {}, ListEntry{record.list, loaded_at, record.country})};
}

Reply Decider::tell(const ActivityRecord& record, const Scope& scope) {
  if (auto refusal = refuse_time(scope.said, scope)) return *std::move(refusal);
  if (auto errors = check_vocabulary(*policy_, record); !errors.empty()) {
    return refused_invalid(std::move(errors));
  }
  const Identified who = people_.find_or_make({record.customer, ""});
  const SubjectId subject = *who.customer;
  const Activity activity{record.event, scope.happened_at(), record.channel, record.brand,
                          record.labels};
  const Seq seq = append(scope, subject, ActivityEntry{activity});
  Happening happening{activity.at, {}, ActivityEvent{activity.event}};
  happening.fields.channel = activity.channel;
  happening.fields.brand = activity.brand;
  happening.fields.labels = activity.labels;
  see_to_obligations(scope, who, subject, happening);
  return Recorded{seq};
}

Reply Decider::tell(const OutcomeRecord& record, const Scope& scope) {
  std::optional<Seq> seq = record.decision;
  if (!seq) {
    const RequestState* request = records_.find_request(record.request_id);
    if (request == nullptr) {
      return refused_not_found("/request_id",
                               "no decision was made for `" + record.request_id + "`");
    }
    seq = request->decision;
  }
  const char* pointer = record.decision ? "/decision" : "/request_id";
  const std::optional<Entry> entry = entry_at(*seq);
  const auto* decision = entry ? std::get_if<DecisionEntry>(&entry->body) : nullptr;
  const bool is_contact = entry && std::holds_alternative<ContactEntry>(entry->body);
  if (decision == nullptr && !is_contact) {
    return refused_not_found(pointer, "there is no decision " + std::to_string(seq->value));
  }
  if (decision != nullptr && decision->decision.outcome != Outcome::allow) {
    return refused_conflict(pointer, "decision " + std::to_string(seq->value) +
                                         " was not an allow, so there is nothing to report on");
  }
  return Recorded{append(scope, entry->subject, OutcomeEntry{*seq, record.status})};
}

Reply Decider::tell(const ContactRecord& record, const Scope& scope) {
  if (auto refusal = refuse_time(scope.said, scope)) return *std::move(refusal);
  std::vector<FieldError> errors = check_vocabulary(*policy_, record.fields);
  if (scope.happened_at() > scope.now + clocks_differ) {
    errors.push_back({"/at", "is in the future; a contact is what already happened"});
  }
  if (!errors.empty()) return refused_invalid(std::move(errors));
  ContactEntry entry{record.fields, scope.happened_at(), {}, record.request_id, {}, record.status};
  if (!record.request_id.empty()) {
    entry.digest = request_digest(
        hasher_, Request{record.request_id, record.person, record.fields, scope.said, {}});
    if (auto reply = known_contact(entry, scope)) return *std::move(reply);
  }
  const Identified who = people_.find_or_make(record.person);
  entry.address = who.address;
  return Recorded{append(scope, who.customer, std::move(entry))};
}

// The same contact sent again is the first one's entry.
std::optional<Reply> Decider::known_contact(const ContactEntry& contact, const Scope& scope) {
  const std::optional<Entry> entry = remembered(contact.request_id, scope);
  if (!entry) return std::nullopt;
  const auto* known = std::get_if<ContactEntry>(&entry->body);
  if (known != nullptr && known->digest == contact.digest) return Recorded{entry->seq};
  return refused_conflict("/request_id", "`" + contact.request_id +
                                             "` was used for another request or contact; give "
                                             "this one an id of its own");
}

Reply Decider::tell(const HoldRecord& record, const Scope& scope) {
  if (auto errors = check_vocabulary(*policy_, record.scope); !errors.empty()) {
    for (FieldError& error : errors) error.pointer.insert(0, "/scope");
    return refused_invalid(std::move(errors));
  }
  return Recorded{append(scope, {}, HoldEntry{record.scope, record.on})};
}

Reply Decider::tell(const Request&, const Scope&) {
  return refused_invalid({{"/type", "a request is asked, not told; send it to /v1/decisions"}});
}

}  // namespace tact
