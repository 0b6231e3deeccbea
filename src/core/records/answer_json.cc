#include "core/records/answer_json.h"

#include "tact/check.h"
#include "tact/time.h"

#include "core/names/names.h"
#include "core/records/insight_json.h"

namespace tact {
namespace {

void write_time(JsonWriter& json, std::string_view key, const std::optional<Instant>& time) {
  if (time) json.instant(key, *time);
}

void write_evidence(JsonWriter& json, std::string_view key, const Evidence& evidence) {
  if (const auto* number = std::get_if<std::int64_t>(&evidence)) json.integer(key, *number);
  if (const auto* text = std::get_if<std::string>(&evidence)) json.string(key, *text);
}

// would-expire and on-hold are nobody's rule.
void write_rule(JsonWriter& json, const std::string& rule) {
  json.key("rule");
  if (rule.empty()) {
    json.null();
  } else {
    json.string(rule);
  }
}

// From `code` on.
void write_verdict(const Reason& reason, JsonWriter& json) {
  if (reason.code != Code::none) json.string("code", code_name(reason.code));
  json.string("text", reason.text);
  write_evidence(json, "observed", reason.observed);
  write_evidence(json, "limit", reason.limit);
  if (!reason.window.empty()) json.string("window", reason.window);
  write_time(json, "retry_at", reason.retry_at);
}

void write_reasons(JsonWriter& json, std::string_view key, const std::vector<Reason>& reasons) {
  json.key(key);
  json.begin_array();
  for (const Reason& reason : reasons) write_reason(reason, json);
  json.end_array();
}

}  // namespace

void write_reason(const Reason& reason, JsonWriter& json) {
  json.begin_object();
  write_rule(json, reason.rule);
  write_verdict(reason, json);
  json.end_object();
}

void write_explained(const std::vector<Explained>& rules, JsonWriter& json) {
  json.key("rules");
  json.begin_array();
  for (const Explained& explained : rules) {
    json.begin_object();
    write_rule(json, explained.reason.rule);
    json.boolean("passes", explained.reason.code == Code::none);
    json.string("mode", name_of(explained.mode));
    write_verdict(explained.reason, json);
    write_insight(explained.insight, json);
    json.end_object();
  }
  json.end_array();
}

void write_answer(const Answer& answer, std::string& out) {
  TACT_CHECK(answer.decision != nullptr);
  const Decision& decision = *answer.decision;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  if (answer.id) json.string("decision", std::to_string(answer.id->value));
  json.string("outcome", outcome_name(decision.outcome));
  write_time(json, "retry_at", decision.retry_at);
  write_reasons(json, "reasons", decision.reasons);
  if (decision.headroom) {
    json.key("headroom");
    json.begin_object();
    json.string("rule", decision.headroom->rule);
    json.integer("remaining", decision.headroom->remaining);
    json.end_object();
  }
  json.string("policy", answer.policy);
  if (!answer.request_id.empty()) json.string("request_id", answer.request_id);
  if (answer.replayed) json.boolean("replayed", true);
  if (!answer.id) json.boolean("dry_run", true);
  if (answer.with_shadow) write_reasons(json, "shadow", decision.shadow);
  if (answer.rules != nullptr) write_explained(*answer.rules, json);
  json.end_object();
}

}  // namespace tact
