#include "rehearsal/hindsight.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/decide/counts.h"
#include "core/decide/match.h"

namespace tact {
namespace {

// What a rule saw and said. Its retry_at is left out: it can depend on a birthday, and the ledger
// has no birth dates.
auto seen(const Reason& reason) {
  return std::tie(reason.rule, reason.code, reason.text, reason.observed, reason.limit,
                  reason.window);
}

bool same_reasons(const std::vector<Reason>& a, const std::vector<Reason>& b) {
  // Whether a message would expire follows from a retry_at.
  const auto said = [](const std::vector<Reason>& reasons) {
    std::vector<const Reason*> kept;
    for (const Reason& reason : reasons) {
      if (reason.code != Code::would_expire) kept.push_back(&reason);
    }
    return kept;
  };
  const auto left = said(a);
  const auto right = said(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Reason* x, const Reason* y) { return seen(*x) == seen(*y); });
}

void take_recorded_retries(const std::vector<Reason>& recorded, std::vector<Explained>& rules) {
  for (Explained& rule : rules) {
    for (const Reason& reason : recorded) {
      if (seen(rule.reason) == seen(reason)) rule.reason.retry_at = reason.retry_at;
    }
  }
}

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

void note_volumes(const Policy& policy, const ContactFields& fields, Hindsight& hindsight) {
  for (Explained& explained : hindsight.rules) {
    const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const Rule& one) {
      return one.id == explained.reason.rule;
    });
    const auto* check = std::get_if<VolumeCheck>(&rule->check);
    if (check != nullptr) note_contacts(*check, hindsight.past, fields, explained.insight);
  }
}

}  // namespace

Result<Hindsight> explain_past(const Store& store, const Entry& decision,
                               const std::shared_ptr<const Policy>& policy) {
  auto past = past_of(store, decision, policy);
  if (!past) return std::move(past).error();
  const auto& body = std::get<DecisionEntry>(decision.body);
  Hindsight hindsight;
  hindsight.past = *std::move(past);
  const PastFacts facts(hindsight.past);
  const Question question{&body.fields, body.planned_at, body.expires_at};
  const Decision again = decide(*policy, facts.facts(), question);
  hindsight.matches_record = same_reasons(again.reasons, body.decision.reasons) &&
                             same_reasons(again.shadow, body.decision.shadow);
  hindsight.rules = explain(*policy, facts.facts(), question);
  note_volumes(*policy, body.fields, hindsight);
  take_recorded_retries(body.decision.reasons, hindsight.rules);
  take_recorded_retries(body.decision.shadow, hindsight.rules);
  return hindsight;
}

}  // namespace tact
