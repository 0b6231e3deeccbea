#include "core/state/volume_book.h"

#include <algorithm>

#include "tact/check.h"

#include "core/decide/counts.h"
#include "core/decide/match.h"

namespace tact {
namespace {

// One text for the values of `same`; the length before each keeps different values apart.
std::string scope_key(const std::vector<SameField>& same, const ContactFields& fields) {
  std::string key;
  for (const SameField& field : same) {
    const std::string_view value = contact_field(field.field, field.label, fields);
    key += std::to_string(value.size());
    key += ':';
    key += value;
  }
  return key;
}

}  // namespace

VolumeBook::VolumeBook(std::shared_ptr<const Policy> policy) : policy_(std::move(policy)) {
  for (std::size_t index = 0; index < policy_->rules.size(); ++index) {
    if (const auto* check = std::get_if<VolumeCheck>(&policy_->rules[index].check)) {
      rules_[index].counting = &check->counting;
    }
  }
}

std::span<const Instant> VolumeBook::times(std::size_t rule, const ContactFields& request) const {
  const auto found = rules_.find(rule);
  TACT_CHECK(found != rules_.end());
  const auto scope = found->second.scopes.find(scope_key(found->second.counting->same, request));
  if (scope == found->second.scopes.end()) return {};
  return scope->second.times;
}

void VolumeBook::change(const Contact& contact, std::optional<ContactStatus> before) {
  for (auto& [index, rule] : rules_) {
    if (!matches_contact(rule.counting->count, contact.fields)) continue;
    const bool counted = before && status_counts(rule.counting->basis, *before);
    const bool counts = status_counts(rule.counting->basis, contact.status);
    if (counts && !counted) add(rule, contact);
    if (counted && !counts) remove(rule, contact);
  }
}

void VolumeBook::add(Rule& rule, const Contact& contact) {
  auto& times = rule.scopes[scope_key(rule.counting->same, contact.fields)].times;
  times.insert(std::upper_bound(times.begin(), times.end(), contact.at), contact.at);
}

void VolumeBook::remove(Rule& rule, const Contact& contact) {
  auto& times = rule.scopes[scope_key(rule.counting->same, contact.fields)].times;
  const auto found = std::lower_bound(times.begin(), times.end(), contact.at);
  // A contact from before the book's reach is not in it.
  if (found != times.end() && *found == contact.at) times.erase(found);
}

}  // namespace tact
