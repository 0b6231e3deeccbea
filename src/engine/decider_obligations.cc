// The part of Decider that keeps what must be done: entries of their own, directly after the record
// that brought them about, so that what is open follows from the ledger without any policy.
#include <algorithm>

#include "tact/check.h"

#include "engine/decider.h"
#include "engine/refusals.h"

namespace tact {
namespace {

const Obligation* find_obligation(const Policy& policy, const std::string& id) {
  const auto found = std::find_if(policy.obligations.begin(), policy.obligations.end(),
                                  [&](const Obligation& one) { return one.id == id; });
  return found == policy.obligations.end() ? nullptr : &*found;
}

}  // namespace

void Decider::see_to_obligations(const Scope& scope, const Identified& who,
                                 const SubjectId& subject, const Happening& happening) {
  if (policy_->obligations.empty()) return;
  const Seq because{next_.value - 1};
  close_obligations(scope, subject, happening, because);
  static const SubjectState nobody;
  Facts facts;
  const SubjectState* known = records_.find_subject(subject);
  facts.customer = known != nullptr ? known : &nobody;
  facts.birth_date = who.birth_date;
  facts.registers = &records_.registers_now();
  for (const Opening& opening : opened_by(*policy_, facts, happening)) {
    open_obligation(scope, subject, opening, happening, because);
  }
}

void Decider::close_obligations(const Scope& scope, const SubjectId& subject,
                                const Happening& happening, Seq because) {
  const ObligationState* held = records_.find_obligations(subject);
  if (held == nullptr) return;
  const std::vector<OpenObligation> open = held->open;  // Closing changes the record.
  for (const OpenObligation& one : open) {
    const Obligation* obligation = find_obligation(*policy_, one.rule);
    if (obligation == nullptr || !is_closed_by(*obligation, one, happening)) continue;
    close(scope, subject, one, because, "");
  }
}

// The same record told again, or told later on, leaves the earlier deadline.
void Decider::open_obligation(const Scope& scope, const SubjectId& subject, const Opening& opening,
                              const Happening& happening, Seq because) {
  const std::string& rule = opening.obligation->id;
  const ContactFields& fields = happening.fields;
  if (const ObligationState* held = records_.find_obligations(subject)) {
    const auto same =
        std::find_if(held->open.begin(), held->open.end(), [&](const OpenObligation& one) {
          return one.rule == rule && one.channel == fields.channel && one.brand == fields.brand;
        });
    if (same != held->open.end()) {
      if (same->due <= opening.due.at) return;
      const OpenObligation later = *same;
      close(scope, subject, later, because, "an earlier deadline takes its place");
    }
  }
  append(scope, subject,
         ObligationEntry{ObligationStatus::open, rule, std::nullopt, opening.due.at, happening.at,
                         opening.due.calendar_missing, fields.channel, fields.brand, because, ""});
}

void Decider::close(const Scope& scope, const SubjectId& subject, const OpenObligation& open,
                    std::optional<Seq> because, std::string note) {
  append(scope, subject,
         ObligationEntry{ObligationStatus::closed, open.rule, open.id, open.due, open.opened_at,
                         false, open.channel, open.brand, because, std::move(note)});
}

Reply Decider::tell(const ObligationRecord& record, const Scope& scope) {
  const std::string id = std::to_string(record.obligation.value);
  const std::optional<Entry> entry = entry_at(record.obligation);
  const auto* opening = entry ? std::get_if<ObligationEntry>(&entry->body) : nullptr;
  if (opening == nullptr || opening->state != ObligationStatus::open) {
    return refused_not_found("/obligation", "there is no obligation `" + id +
                                                "`; GET /v1/obligations lists those that are open");
  }
  const ObligationState* held = records_.find_obligations(*entry->subject);
  TACT_CHECK(held != nullptr);
  const auto open =
      std::find_if(held->open.begin(), held->open.end(),
                   [&](const OpenObligation& one) { return one.id == record.obligation; });
  if (open == held->open.end()) {
    return refused_conflict("/obligation", "the obligation `" + id + "` is closed already");
  }
  const OpenObligation closing = *open;
  close(scope, *entry->subject, closing, std::nullopt, record.note);
  return Recorded{Seq{next_.value - 1}};
}

std::vector<OpenObligation> Decider::open_obligations(const Person& person) {
  const Identified who = people_.find(person);
  const std::optional<SubjectId> subject = person.customer.empty() ? who.address : who.customer;
  if (!subject) return {};
  const ObligationState* held = records_.find_obligations(*subject);
  return held == nullptr ? std::vector<OpenObligation>() : held->open;
}

}  // namespace tact
