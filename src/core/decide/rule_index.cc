#include "core/decide/rule_index.h"

#include <algorithm>
#include <memory>

#include "tact/check.h"

#include "core/decide/age.h"
#include "core/decide/match.h"
#include "core/decide/rule_index_draft.h"

namespace tact {
namespace {

const IndexedField::Value* find_value(const IndexedField& field, std::string_view text) {
  const auto found = std::lower_bound(
      field.values.begin(), field.values.end(), text,
      [](const auto& value, std::string_view wanted) { return is_before(value.text, wanted); });
  return found != field.values.end() && found->text == text ? &*found : nullptr;
}

// Rules see no difference between a purpose and the nearest node above it that any of them names.
std::uint32_t set_of_purpose(const IndexedField& field, std::string_view purpose) {
  while (true) {
    if (const auto* value = find_value(field, purpose)) return value->set;
    const std::size_t slash = purpose.rfind('/');
    if (slash == std::string_view::npos) return field.other;
    purpose = purpose.substr(0, slash);
  }
}

std::uint32_t set_of(const IndexedField& field, std::string_view text) {
  if (text.empty()) return field.absent;
  if (field.field == Field::purpose) return set_of_purpose(field, text);
  const auto* value = find_value(field, text);
  return value != nullptr ? value->set : field.other;
}

}  // namespace

RuleIndex::RuleIndex(const Policy& policy)
    : rules_(policy.rules.size()), asks_age_(tact::asks_age(policy)) {
  IndexDraft draft(policy.rules);
  set_words_ = draft.set_words();
  fields_ = draft.take_fields();
  words_ = draft.take_words();
  TACT_CHECK(fields_.size() <= Candidates::sets_max);
}

Candidates RuleIndex::candidates(const Scene& scene) const {
  TACT_CHECK(scene.policy.rules.size() == rules_);
  Candidates found(rules_);
  for (const IndexedField& field : fields_) {
    found.keep(set(set_of(field, field_text(field.field, field.label, scene))));
  }
  return found;
}

std::size_t RuleIndex::bytes() const {
  std::size_t bytes = sizeof *this + words_.size() * sizeof words_.front();
  for (const IndexedField& field : fields_) {
    bytes += sizeof field + field.values.size() * sizeof field.values.front();
    for (const IndexedField::Value& value : field.values) bytes += value.text.size();
  }
  return bytes;
}

void index_rules(Policy& policy) {
  policy.index = OwnIndex(std::make_shared<const RuleIndex>(policy));
}

Candidates candidates_for(const Scene& scene) {
  const RuleIndex* index = scene.policy.index.get();
  return index != nullptr ? index->candidates(scene) : Candidates(scene.policy.rules.size());
}

}  // namespace tact
