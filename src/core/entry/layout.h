// The fields of each entry, in the order in which canonical JSON has them: said once, for
// EntryWriter and EntryReader alike. FORMAT.md in src/ledger says the same in words.
#pragma once

#include "tact/entry.h"

namespace tact {

template <class Io>
void lay_out(Io& io, typename Io::template Of<Reason>& reason) {
  io.name_unless("code", reason.code, Code::none);
  io.evidence("limit", reason.limit);
  io.evidence("observed", reason.observed);
  io.instant("retry_at", reason.retry_at);
  io.text("rule", reason.rule);
  io.text("text", reason.text);
  io.text("window", reason.window);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<DecisionEntry>& body) {
  const auto each_reason = [&io](auto& reason) { lay_out(io, reason); };
  auto& fields = body.fields;
  auto& decision = body.decision;
  io.subject("address", body.address);
  io.number("age", decision.age);
  io.instant("at", entry.at);
  io.text("brand", fields.brand);
  io.text("by", entry.by);
  io.text("campaign", fields.campaign);
  io.text("channel", fields.channel);
  io.hex_unless_zero("digest", body.digest);
  io.instant("expires_at", body.expires_at);
  io.object("headroom", decision.headroom, [&io](auto& headroom) {
    io.number("remaining", headroom.remaining);
    io.text("rule", headroom.rule);
  });
  io.labels("labels", fields.labels);
  io.texts("number_regions", decision.number_regions);
  io.name("outcome", decision.outcome);
  io.instant_unless("planned_at", body.planned_at, entry.at);
  io.text("policy", body.policy);
  io.number_unless("priority", fields.priority, ContactFields{}.priority);
  io.text("purpose", fields.purpose);
  io.list("reasons", decision.reasons, each_reason);
  io.text("request_id", body.request_id);
  io.instant("retry_at", decision.retry_at);
  io.number("seq", entry.seq.value);
  io.list("shadow", decision.shadow, each_reason);
  io.subject("subject", entry.subject);
  io.type("decision");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<OutcomeEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.seq_text("decision", body.decision);
  io.number("seq", entry.seq.value);
  io.name("status", body.status);
  io.subject("subject", entry.subject);
  io.type("outcome");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ConsentEntry>& body) {
  auto& consent = body.consent;
  io.subject("address", consent.address);
  io.instant("at", entry.at);
  io.text("brand", consent.brand);
  io.text("by", entry.by);
  io.text("channel", consent.channel);
  io.truth("claims_address", body.claims_address, false);
  io.text("evidence_hash", body.evidence_hash);
  io.instant("expires_at", consent.expires_at);
  io.instant_unless("given_at", consent.at, entry.at);
  // A hash says that there is evidence; only what differs from that is said.
  io.truth("has_evidence", consent.has_evidence, !body.evidence_hash.empty());
  io.name_unless("level", consent.level, ConsentLevel::implied);
  io.text("purpose", consent.purpose);
  io.instant("registered_at", consent.registered_at);
  io.number("seq", entry.seq.value);
  io.text("source", body.source);
  io.name("state", consent.state);
  io.subject("subject", entry.subject);
  io.type("consent");
  if constexpr (Io::reads) consent.entry = entry.seq;
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ListingEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.text("list", body.list);
  io.instant_unless("recorded_at", body.recorded_at, entry.at);
  io.number("seq", entry.seq.value);
  io.instant_unless("since", body.since, body.recorded_at);
  io.name("state", body.state);
  io.subject("subject", entry.subject);
  io.type("listing");
  io.instant("until", body.until);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ListEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.text("country", body.country);
  io.text("list", body.list);
  io.instant_unless("loaded_at", body.loaded_at, entry.at);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("list");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<CustomerEntry>& body) {
  auto& profile = body.profile;
  io.list("addresses", body.addresses, [&io](auto& address) {
    io.subject("address", address.second);
    io.text("channel", address.first);
  });
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.list("claimed", body.claimed, [&io](auto& address) { io.subject("address", address); });
  io.text("country", profile.country);
  io.subject("household", profile.household);
  io.name("kind", profile.kind);
  io.text("language", profile.language);
  io.text("region", profile.region);
  io.texts("segments", profile.segments);
  io.number("seq", entry.seq.value);
  io.text("stage", profile.stage);
  io.subject("subject", entry.subject);
  io.text("timezone", profile.timezone);
  io.type("customer");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ActivityEntry>& body) {
  auto& activity = body.activity;
  io.instant("at", entry.at);
  io.text("brand", activity.brand);
  io.text("by", entry.by);
  io.text("channel", activity.channel);
  io.text("event", activity.event);
  io.instant_unless("happened_at", activity.at, entry.at);
  io.labels("labels", activity.labels);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("activity");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ContactEntry>& body) {
  auto& fields = body.fields;
  io.subject("address", body.address);
  io.instant("at", entry.at);
  io.text("brand", fields.brand);
  io.text("by", entry.by);
  io.text("campaign", fields.campaign);
  io.text("channel", fields.channel);
  io.instant_unless("contacted_at", body.contacted_at, entry.at);
  io.hex_unless_zero("digest", body.digest);
  io.labels("labels", fields.labels);
  io.number_unless("priority", fields.priority, ContactFields{}.priority);
  io.text("purpose", fields.purpose);
  io.text("request_id", body.request_id);
  io.number("seq", entry.seq.value);
  io.name("status", body.status);
  io.subject("subject", entry.subject);
  io.type("contact");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<HoldEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.object("scope", body.scope, [&io](auto& scope) {
    io.text("brand", scope.brand);
    io.text("campaign", scope.campaign);
    io.text("channel", scope.channel);
    io.text("purpose", scope.purpose);
  });
  io.number("seq", entry.seq.value);
  io.either("state", body.on, "on", "off");
  io.subject("subject", entry.subject);
  io.type("hold");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ProposalEntry>& body) {
  io.instant("at", entry.at);
  io.text("author", body.author);
  io.text("by", entry.by);
  io.text("hash", body.hash);
  io.duration("keep_contacts_ms", body.keep_contacts);
  io.truth("keeps_volume", body.keeps_volume, false);
  io.truth("needs_approval", body.needs_approval, false);
  io.text("note", body.note);
  io.name_unless("origin", body.origin, PolicyOrigin::upload);
  io.text("policy", body.policy);
  io.text("replaces", body.replaces);
  io.number("seq", entry.seq.value);
  io.instant("starts_at", body.starts_at);
  io.subject("subject", entry.subject);
  io.type("proposal");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ApprovalEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.text("note", body.note);
  io.seq_text("proposal", body.proposal);
  io.number("seq", entry.seq.value);
  io.name("state", body.state);
  io.subject("subject", entry.subject);
  io.type("approval");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<PolicyEntry>& body) {
  io.text("approved_by", body.approved_by);
  io.instant("at", entry.at);
  io.text("author", body.author);
  io.text("by", entry.by);
  io.text("hash", body.hash);
  io.duration("keep_contacts_ms", body.keep_contacts);
  io.truth("keeps_volume", body.keeps_volume, false);
  io.text("note", body.note);
  io.name_unless("origin", body.origin, PolicyOrigin::files);
  io.text("policy", body.policy);
  io.seq_text("proposal", body.proposal);
  io.number("rules", body.rules);
  io.number("rules_changed", body.rules_changed);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("policy");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<StartEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.number("recovered", body.recovered);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("start");
  io.text("version", body.version);
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ObligationEntry>& body) {
  io.instant("at", entry.at);
  io.seq_text("because", body.because);
  io.text("brand", body.brand);
  io.text("by", entry.by);
  io.truth("calendar_missing", body.calendar_missing, false);
  io.text("channel", body.channel);
  io.instant("due", body.due);
  io.text("note", body.note);
  io.instant_unless("opened_at", body.opened_at, entry.at);
  io.seq_text("opening", body.opening);
  io.text("rule", body.rule);
  io.number("seq", entry.seq.value);
  io.name("state", body.state);
  io.subject("subject", entry.subject);
  io.type("obligation");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<KeyEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.text("key", body.key);
  io.text("previous", body.previous);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("key");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<AccessEntry>& body) {
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.seq_text("entries_from", body.entries_from);
  io.seq_text("entries_to", body.entries_to);
  io.texts("filters", body.filters);
  io.text("resource", body.resource);
  io.number("returned", body.returned);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("access");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<ErasureEntry>& body) {
  io.list("addresses", body.addresses, [&io](auto& address) { io.subject("address", address); });
  io.instant("at", entry.at);
  io.text("by", entry.by);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("erasure");
}

template <class Io>
void lay_out(Io& io, typename Io::template Of<Entry>& entry,
             typename Io::template Of<RetentionEntry>& body) {
  io.instant("at", entry.at);
  io.instant("before", body.before);
  io.text("by", entry.by);
  io.number("dropped", body.dropped);
  io.number("first", body.first.value);
  io.number("seq", entry.seq.value);
  io.subject("subject", entry.subject);
  io.type("retention");
}

}  // namespace tact
