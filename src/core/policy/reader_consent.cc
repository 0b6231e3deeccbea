#include "core/policy/reader_consent.h"

#include "core/grammar/policy_grammar.h"
#include "core/policy/reader_match.h"
#include "core/yaml/map_reader.h"
#include "core/yaml/values.h"

namespace tact {

ConsentCheck read_consent_check(const YamlNode& node, const PolicyScope& scope) {
  ConsentCheck check;
  Diagnostics& diagnostics = scope.diagnostics;
  if (!expect_map(node, grammar::rule.at("consent"), diagnostics)) {
    return check;
  }
  MapReader map(node, grammar::consent, diagnostics);
  if (const YamlNode* model = map.take("model")) {
    check.model = read_name<ConsentModel>(*model, "model", diagnostics).value_or(check.model);
  }
  if (const YamlNode* level = map.take("level")) {
    check.level = read_name<ConsentLevel>(*level, "level", diagnostics);
  }
  if (const YamlNode* max_age = map.take("max_age")) {
    check.max_age = read_span(*max_age, "max_age", diagnostics);
    if (check.max_age && check.max_age->unit == SpanUnit::calendar_days) {
      diagnostics.error(max_age->spot, "`max_age` is a plain duration, months or years",
                        "write `30d`, `24 months` or `2 years`");
    }
  }
  if (const YamlNode* purpose = map.take("purpose")) {
    if (const auto text = read_text(*purpose, "purpose", diagnostics)) {
      // Purposes that no request names but consents do, by the common vocabulary; and all of them.
      const bool is_consents_own = *text == "profiling" || *text == "night" || *text == any_purpose;
      if (!is_consents_own) check_purpose({*text, purpose->spot}, scope);
      check.purpose = *text;
    }
  }
  check.channel = read_channel(map, scope);
  if (const YamlNode* registered = map.take("registered")) {
    check.registered = read_bool(*registered, "registered", diagnostics).value_or(false);
  }
  if (const YamlNode* evidence = map.take("evidence")) {
    check.evidence = read_bool(*evidence, "evidence", diagnostics).value_or(false);
  }
  map.finish();
  return check;
}

}  // namespace tact
