#include "http/past.h"

#include "core/records/answer_json.h"
#include "engine/policy_archive.h"
#include "ledger/policy_history.h"
#include "rehearsal/hindsight.h"

namespace tact::http {
namespace {

void write_activated(const Entry& activation, JsonWriter& json) {
  const auto& policy = std::get<PolicyEntry>(activation.body);
  json.key("policy_activated");
  json.begin_object();
  json.string("id", std::to_string(activation.seq.value));
  json.string("at", format_instant(activation.at));
  json.string("author", policy.author);
  if (!policy.note.empty()) json.string("note", policy.note);
  json.end_object();
}

}  // namespace

Status write_past(const Api& api, const Entry& decision, JsonWriter& json) {
  const auto activation = policy_active_at(api.store, decision.seq);
  if (!activation) return activation.error();
  if (!*activation) {
    json.string("unexplained", "the log names no policy that was active then");
    return Done{};
  }
  write_activated(**activation, json);
  const auto policy = api.engine.archive().find(std::get<PolicyEntry>((*activation)->body).hash);
  if (!policy) {
    json.string("unexplained", policy.error().message);
    return Done{};
  }
  const auto hindsight = explain_past(api.store, decision, *policy);
  if (!hindsight) return hindsight.error();
  write_explained(hindsight->rules, json);
  json.boolean("matches_record", hindsight->matches_record);
  return Done{};
}

}  // namespace tact::http
