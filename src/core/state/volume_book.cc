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
    if (counts == counted) continue;
    std::vector<Instant>& times = times_of(rule, contact);
    if (counts) {
      times.insert(std::upper_bound(times.begin(), times.end(), contact.at), contact.at);
    } else {
      remove(times, contact.at);
    }
  }
}

void VolumeBook::add_unsorted(const Contact& contact) {
  for (auto& [index, rule] : rules_) {
    if (!matches_contact(rule.counting->count, contact.fields)) continue;
    if (!status_counts(rule.counting->basis, contact.status)) continue;
    times_of(rule, contact).push_back(contact.at);
  }
}

void VolumeBook::sort() {
  for (auto& [index, rule] : rules_) {
    for (auto& [key, scope] : rule.scopes) std::sort(scope.times.begin(), scope.times.end());
  }
}

std::vector<Instant>& VolumeBook::times_of(Rule& rule, const Contact& contact) {
  return rule.scopes[scope_key(rule.counting->same, contact.fields)].times;
}

void VolumeBook::remove(std::vector<Instant>& times, Instant at) {
  const auto found = std::lower_bound(times.begin(), times.end(), at);
  // A contact from before the book's reach is not in it.
  if (found != times.end() && *found == at) times.erase(found);
}

}  // namespace tact
