#include <variant>

#include "core/grammar/words.h"
#include "core/json/writer.h"
#include "core/names/names.h"
#include "core/prose/explanation.h"
#include "http/problem.h"
#include "http/resources.h"

namespace tact::http {
namespace {

static_assert(check_names.size() == std::variant_size_v<Check>);

void write_rule(const Rule& rule, JsonWriter& json) {
  json.begin_object();
  json.string("id", rule.id);
  json.string("text", rule.text);
  if (!rule.law.empty()) json.string("law", rule.law);
  json.string("mode", name_of(rule.mode));
  json.string("check", check_names[rule.check.index()]);
  json.end_object();
}

void write_obligation(const Obligation& obligation, JsonWriter& json) {
  json.begin_object();
  json.string("id", obligation.id);
  json.string("text", obligation.text);
  if (!obligation.law.empty()) json.string("law", obligation.law);
  json.string("due", obligation.due.text);
  json.end_object();
}

}  // namespace

Action get_policy(Api& api, Desk&, Call) {
  const auto policy = api.engine.policy();
  if (policy == nullptr) return problem(503, "no policy is active yet");
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  json.string("name", policy->name);
  json.string("title", policy->title);
  json.string("version", policy->version());
  json.string("hash", policy->hash);
  write_provenance(policy->provenance, json);
  json.string("since", format_instant(api.engine.policy_since()));
  json.key("rules");
  json.begin_array();
  for (const Rule& rule : policy->rules) write_rule(rule, json);
  json.end_array();
  json.key("obligations");
  json.begin_array();
  for (const Obligation& one : policy->obligations) write_obligation(one, json);
  json.end_array();
  json.end_object();
  return json_response(std::move(out));
}

}  // namespace tact::http
