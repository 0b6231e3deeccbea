#include "http/past.h"

#include "core/records/answer_json.h"
#include "engine/policy_archive.h"
#include "http/problem.h"
#include "ledger/policy_history.h"
#include "rehearsal/hindsight.h"
#include "rehearsal/test_case.h"

namespace tact::http {
namespace {

constexpr const char* dropped_since =
    "entries that it looked back to were dropped by retention since";

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
  if (!hindsight->matches_record && hindsight->past.misses_dropped) {
    json.string("unexplained", dropped_since);
    return Done{};
  }
  write_explained(hindsight->rules, json);
  json.boolean("matches_record", hindsight->matches_record);
  return Done{};
}

Response past_as_test(const Api& api, const Entry& decision, const std::string& name) {
  const auto unreadable = [] { return problem(500, "the ledger cannot be read"); };
  const auto activation = policy_active_at(api.store, decision.seq);
  if (!activation) return unreadable();
  if (!*activation) return problem(409, "the log names no policy that was active then");
  const PolicyArchive& archive = api.engine.archive();
  const std::string& hash = std::get<PolicyEntry>((*activation)->body).hash;
  const auto policy = archive.find(hash);
  if (!policy) return problem(409, policy.error().message);
  const auto sources = archive.sources(hash);
  if (!sources) return unreadable();
  const auto hindsight = explain_past(api.store, decision, *policy);
  if (!hindsight) return unreadable();
  const Past& past = hindsight->past;
  if (!hindsight->matches_record && past.misses_dropped) return problem(409, dropped_since);
  const std::string path = *sources ? (*sources)->files.front().name : "policy.yaml";
  auto text = make_test_case(decision, past, *policy, path, name);
  if (!text) return problem(409, text.error().message);
  Response response;
  response.content_type = "application/yaml";
  response.body = *std::move(text);
  return response;
}

}  // namespace tact::http
