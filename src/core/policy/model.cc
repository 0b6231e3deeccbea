// What the compiled policy can tell about itself.
#include <algorithm>
#include <string_view>

#include "tact/check.h"
#include "tact/policy.h"

namespace tact {
namespace {

using std::chrono::days;

// A customer's date is at most two days from another's, wherever they are.
constexpr days zones_apart{2};

Duration reach(const Window& window) {
  switch (window.kind) {
    case WindowKind::rolling: return window.length;
    case WindowKind::calendar_day: return days{1} + zones_apart;
    case WindowKind::calendar_week: return days{7} + zones_apart;
    case WindowKind::calendar_month: return days{31} + zones_apart;
    case WindowKind::calendar_quarter: return days{92} + zones_apart;
    case WindowKind::calendar_year: return days{367} + zones_apart;
    case WindowKind::consecutive_days: return days{window.days} + zones_apart;
  }
  TACT_CHECK(false);
}

Duration reach(const Check& check) {
  if (const auto* cap = std::get_if<CapCheck>(&check)) return reach(cap->within);
  if (const auto* gap = std::get_if<GapCheck>(&check)) return gap->at_least;
  if (const auto* volume = std::get_if<VolumeCheck>(&check)) return reach(volume->within);
  return {};
}

}  // namespace

std::optional<LocalDate> Policy::oldest_knowledge() const {
  std::optional<LocalDate> oldest;
  for (const Provenance& file : provenance) {
    if (file.knowledge && (!oldest || *file.knowledge < *oldest)) oldest = file.knowledge;
  }
  return oldest;
}

bool Policy::awaits_legal_review() const {
  return std::any_of(provenance.begin(), provenance.end(),
                     [](const Provenance& file) { return file.is_pending(); });
}

bool purpose_covers(std::string_view tree, std::string_view purpose) {
  if (tree.empty()) return true;
  // Most that does not fit is known without comparing texts.
  if (purpose.size() < tree.size() || purpose.front() != tree.front()) return false;
  const bool may_end = purpose.size() == tree.size() || purpose[tree.size()] == '/';
  return may_end && purpose.starts_with(tree);
}

// The pieces between the stars are looked for from left to right, each as early as it can stand: an
// earlier place never leaves less room for the rest. So nothing is tried twice.
bool wildcard_matches(std::string_view pattern, std::string_view text) {
  std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (star = pattern.find('*'); star != std::string_view::npos; star = pattern.find('*')) {
    const std::string_view piece = pattern.substr(0, star);
    const std::size_t found = text.find(piece);
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + piece.size());
    pattern.remove_prefix(star + 1);
  }
  return text.ends_with(pattern);
}

Duration longest_contact_window(const Policy& policy) {
  Duration longest{};
  for (const Rule& rule : policy.rules) longest = std::max(longest, reach(rule.check));
  return longest;
}

bool has_volume_rules(const Policy& policy) {
  return std::any_of(policy.rules.begin(), policy.rules.end(), [](const Rule& rule) {
    return std::holds_alternative<VolumeCheck>(rule.check);
  });
}

}  // namespace tact
