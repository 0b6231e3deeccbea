#include "core/prose/changes.h"

#include <algorithm>

#include "tact/check.h"

#include "core/prose/change_collector.h"

namespace tact {
namespace {

using prose::fill;

const Rule* find_rule(const Policy& policy, const std::string& id) {
  const auto found = std::find_if(policy.rules.begin(), policy.rules.end(),
                                  [&](const Rule& rule) { return rule.id == id; });
  return found == policy.rules.end() ? nullptr : &*found;
}

// What the change of a rule means: of one that is only watched, nothing; of one that begins to be
// enforced, as much as a new one.
Effect effect_of(const Rule& before, const Rule& after, std::vector<ChangedPart>& parts) {
  const bool was_enforced = before.mode == RuleMode::enforce;
  const bool is_enforced = after.mode == RuleMode::enforce;
  Effect effect = Effect::none;
  for (ChangedPart& part : parts) {
    const bool counts = was_enforced && is_enforced;
    if (!counts && part.part != "mode") part.effect = Effect::none;
    effect = combined(effect, part.effect);
  }
  return effect;
}

std::vector<RuleChange> rules_only_in(const Policy& policy, const Policy& other, Effect effect,
                                      const prose::Language& language) {
  std::vector<RuleChange> only;
  for (const Rule& rule : policy.rules) {
    if (find_rule(other, rule.id) != nullptr) continue;
    only.push_back({rule.id,
                    rule.mode == RuleMode::enforce ? effect : Effect::none,
                    rule_sentence(rule, language),
                    {}});
  }
  return only;
}

}  // namespace

std::string_view effect_name(Effect effect) {
  switch (effect) {
    case Effect::none: return "none";
    case Effect::stricter: return "stricter";
    case Effect::softer: return "softer";
    case Effect::unclear: return "unclear";
  }
  TACT_CHECK(false);
  return {};
}

Effect combined(Effect a, Effect b) {
  if (a == Effect::none) return b;
  if (b == Effect::none || a == b) return a;
  return Effect::unclear;
}

Effect PolicyChanges::effect() const {
  Effect effect = Effect::none;
  for (const auto* rules : {&added, &removed, &changed}) {
    for (const RuleChange& rule : *rules) effect = combined(effect, rule.effect);
  }
  for (const ChangedPart& part : around) effect = combined(effect, part.effect);
  return effect;
}

PolicyChanges changes_between(const Policy& old_policy, const Policy& new_policy,
                              const prose::Language& language) {
  PolicyChanges changes;
  changes.old_version = old_policy.version();
  changes.new_version = new_policy.version();
  changes.added = rules_only_in(new_policy, old_policy, Effect::stricter, language);
  changes.removed = rules_only_in(old_policy, new_policy, Effect::softer, language);
  for (const Rule& after : new_policy.rules) {
    const Rule* const before = find_rule(old_policy, after.id);
    if (before == nullptr) continue;
    std::vector<ChangedPart> parts = prose::rule_changes(*before, after, language);
    if (parts.empty()) continue;
    const Effect effect = effect_of(*before, after, parts);
    changes.changed.push_back({after.id, effect, {}, std::move(parts)});
  }
  changes.around = prose::changes_around(old_policy, new_policy, language);
  return changes;
}

}  // namespace tact
