#include <string>
#include <string_view>

#include "tact/decide.h"

#include "core/analysis/analysis.h"

namespace tact {
namespace {

using std::chrono::days;

constexpr int horizon_days = static_cast<int>(std::chrono::duration_cast<days>(horizon).count());
constexpr int horizon_months = 12;

// Whether a window that was just filled is still full at the end of the search.
bool outlasts_search(const Window& window) {
  if (window.kind == WindowKind::rolling) return window.length > horizon;
  return window.kind == WindowKind::consecutive_days && window.days > horizon_days;
}

bool outlasts_search(const CooldownCheck& check) {
  switch (check.length.unit) {
    case SpanUnit::exact: return check.length.length > horizon;
    case SpanUnit::months: return check.length.count > horizon_months;
    case SpanUnit::calendar_days:
      // So many whole dates lie between.
      return check.length.count - (check.event_day_counts ? 1 : 0) >= horizon_days;
  }
  return false;
}

// What happens once the rule fails; empty where a later time is found.
std::string refusal(const Check& check) {
  const auto* cap = std::get_if<CapCheck>(&check);
  const auto* volume = std::get_if<VolumeCheck>(&check);
  const auto* gap = std::get_if<GapCheck>(&check);
  const auto* cooldown = std::get_if<CooldownCheck>(&check);
  if (cap != nullptr && outlasts_search(cap->within)) {
    return "who has just reached this cap is refused, not deferred: its window is longer";
  }
  if (volume != nullptr && outlasts_search(volume->within)) {
    return "once this volume is just reached messages are refused, not deferred: its window is "
           "longer";
  }
  if (gap != nullptr && gap->at_least > horizon) {
    return "who has just been contacted is refused, not deferred: this gap is longer";
  }
  if (cooldown != nullptr && outlasts_search(*cooldown)) {
    return "who has just begun this cooldown is refused, not deferred: it is longer";
  }
  return {};
}

}  // namespace

void warn_of_patience(Analysis& analysis) {
  for (std::size_t i = 0; i < analysis.space.size(); ++i) {
    const Rule& rule = analysis.rule(i);
    if (rule.on_fail == OnFail::deny || analysis.settled[i]) continue;
    const std::string message = refusal(rule.check);
    if (message.empty()) continue;
    analysis.diagnostics.warning(analysis.draft(i).check_spot,
                                 message + " than the 366 days in which a later time is looked for",
                                 "write `on_fail: deny` where that is meant");
  }
}

}  // namespace tact
