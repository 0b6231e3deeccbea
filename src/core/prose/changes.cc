#include "core/prose/changes.h"

#include <algorithm>

#include "tact/check.h"

#include "core/prose/change_collector.h"

namespace tact {
namespace {

template <class Kind>
const Kind* find_id(const std::vector<Kind>& all, const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Kind& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
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

Effect effect_of(const Obligation&, const Obligation&, const std::vector<ChangedPart>& parts) {
  Effect effect = Effect::none;
  for (const ChangedPart& part : parts) effect = combined(effect, part.effect);
  return effect;
}

// Whether it asks for anything at all.
bool binds(const Rule& rule) { return rule.mode == RuleMode::enforce; }
bool binds(const Obligation&) { return true; }

std::vector<ChangedPart> parts_of(const Rule& before, const Rule& after,
                                  const prose::Language& language) {
  return rule_changes(before, after, language);
}
std::vector<ChangedPart> parts_of(const Obligation& before, const Obligation& after,
                                  const prose::Language& language) {
  return obligation_changes(before, after, language);
}

std::string words_of(const Rule& rule, const prose::Language& language) {
  return rule_sentence(rule, language);
}
std::string words_of(const Obligation& obligation, const prose::Language& language) {
  return obligation_sentence(obligation, language);
}

template <class Kind>
std::vector<RuleChange> only_in(const std::vector<Kind>& all, const std::vector<Kind>& others,
                                Effect effect, const prose::Language& language) {
  std::vector<RuleChange> only;
  for (const Kind& one : all) {
    if (find_id(others, one.id) != nullptr) continue;
    only.push_back({one.id, binds(one) ? effect : Effect::none, words_of(one, language), {}});
  }
  return only;
}

template <class Kind>
RuleChanges changes_of(const std::vector<Kind>& old_ones, const std::vector<Kind>& new_ones,
                       const prose::Language& language) {
  RuleChanges changes;
  changes.added = only_in(new_ones, old_ones, Effect::stricter, language);
  changes.removed = only_in(old_ones, new_ones, Effect::softer, language);
  for (const Kind& after : new_ones) {
    const Kind* const before = find_id(old_ones, after.id);
    if (before == nullptr) continue;
    std::vector<ChangedPart> parts = parts_of(*before, after, language);
    if (parts.empty()) continue;
    const Effect effect = effect_of(*before, after, parts);
    changes.changed.push_back({after.id, effect, {}, std::move(parts)});
  }
  return changes;
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

Effect RuleChanges::effect() const {
  Effect effect = Effect::none;
  for (const auto* rules : {&added, &removed, &changed}) {
    for (const RuleChange& rule : *rules) effect = combined(effect, rule.effect);
  }
  return effect;
}

Effect PolicyChanges::effect() const {
  Effect effect = combined(rules.effect(), obligations.effect());
  for (const ChangedPart& part : around) effect = combined(effect, part.effect);
  return effect;
}

PolicyChanges changes_between(const Policy& old_policy, const Policy& new_policy,
                              const prose::Language& language) {
  PolicyChanges changes;
  changes.old_version = old_policy.version();
  changes.new_version = new_policy.version();
  changes.rules = changes_of(old_policy.rules, new_policy.rules, language);
  changes.obligations = changes_of(old_policy.obligations, new_policy.obligations, language);
  changes.around = prose::changes_around(old_policy, new_policy, language);
  return changes;
}

}  // namespace tact
