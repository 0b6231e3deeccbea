#include "rehearsal/hindsight.h"

#include <algorithm>
#include <utility>

#include "core/decide/counts.h"
#include "core/decide/match.h"

namespace tact {
namespace {

bool is_in(const SeenWindow& window, Instant at) {
  return window.zone.empty() ? window.from < at && at <= window.until
                             : window.from <= at && at < window.until;
}

// The contacts that a volume rule counted, which the book of volumes does not name.
void note_contacts(const VolumeCheck& check, const Past& past, const ContactFields& fields,
                   Insight& insight) {
  if (!insight.window) return;
  std::vector<SeenContact>& seen = insight.contacts;
  for (const Contact& contact : past.volume_contacts) {
    const bool counts = status_counts(check.counting.basis, contact.status) &&
                        matches_contact(check.counting.count, contact.fields) &&
                        agree(check.counting.same, fields, contact.fields);
    if (!counts || !is_in(*insight.window, contact.at)) continue;
    seen.push_back({contact.entry, contact.at, contact.status});
  }
  std::sort(seen.begin(), seen.end(), [](const SeenContact& a, const SeenContact& b) {
    return std::pair(a.at, a.entry) < std::pair(b.at, b.entry);
  });
  if (seen.size() > seen_max) seen.erase(seen.begin(), seen.end() - seen_max);
}

void note_volumes(const Policy& policy, const ContactFields& fields, const Past& past,
                  std::vector<Explained>& rules) {
  for (Explained& explained : rules) {
    const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const Rule& one) {
      return one.id == explained.reason.rule;
    });
    const auto* check = std::get_if<VolumeCheck>(&rule->check);
    if (check != nullptr) note_contacts(*check, past, fields, explained.insight);
  }
}

// The first date under which all is as recorded; where there is none the usual one stays.
void take_birth_date(const Policy& policy, const DecisionEntry& body, const Question& question,
                     Hindsight& hindsight) {
  const std::optional<LocalDate> usual = hindsight.past.birth_date;
  for (const std::optional<LocalDate>& date : birth_dates_for(body)) {
    hindsight.past.birth_date = date;
    const PastFacts facts(hindsight.past);
    hindsight.matches_record = decide(policy, facts.facts(), question) == body.decision;
    if (hindsight.matches_record) return;
  }
  hindsight.past.birth_date = usual;
}

}  // namespace

Result<Hindsight> explain_past(const Store& store, const Entry& decision,
                               const std::shared_ptr<const Policy>& policy) {
  auto past = past_of(store, decision, policy);
  if (!past) return std::move(past).error();
  const auto& body = std::get<DecisionEntry>(decision.body);
  const Question question{&body.fields, body.planned_at, body.expires_at};
  Hindsight hindsight;
  hindsight.past = *std::move(past);
  take_birth_date(*policy, body, question, hindsight);
  const PastFacts facts(hindsight.past);
  hindsight.rules = explain(*policy, facts.facts(), question);
  note_volumes(*policy, body.fields, hindsight.past, hindsight.rules);
  return hindsight;
}

Result<PastAnswer> answer_past(const Store& store, const PastRequest& request,
                               const std::shared_ptr<const Policy>& policy) {
  auto past = past_before(store, request.who, policy);
  if (!past) return std::move(past).error();
  past->birth_date = request.birth_date;
  past->number_regions = request.number_regions;
  const Question question{&request.fields, request.who.planned_at, request.expires_at};
  const PastFacts facts(*past);
  PastAnswer answer{decide(*policy, facts.facts(), question),
                    explain(*policy, facts.facts(), question), past->misses_dropped};
  note_volumes(*policy, request.fields, *past, answer.rules);
  return answer;
}

}  // namespace tact
