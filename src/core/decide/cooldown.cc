#include "core/decide/cooldown.h"

#include <algorithm>

#include "core/decide/match.h"

namespace tact {
namespace {

// An activity that does not say counts as matching.
bool says(std::string_view actual, std::string_view wanted) {
  return wanted.empty() || actual.empty() || actual == wanted;
}

std::string_view label_of(const Labels& labels, std::string_view key) {
  const std::string* value = find_label(labels, key);
  return value != nullptr ? std::string_view(*value) : std::string_view();
}

// An activity knows a channel, a brand and labels; of the rest it never says anything.
bool shares(const SameField& same, const Activity& activity, const ContactFields& request) {
  std::string_view said;
  if (same.field == Field::channel) said = activity.channel;
  if (same.field == Field::brand) said = activity.brand;
  if (same.field == Field::label) said = label_of(activity.labels, same.label);
  return said.empty() || said == contact_field(same.field, same.label, request);
}

bool is_meant(const CooldownCheck& check, const Activity& activity, const ContactFields& request) {
  const auto label_fits = [&](const auto& label) {
    return says(label_of(activity.labels, label.first), label.second);
  };
  const auto is_shared = [&](const SameField& same) { return shares(same, activity, request); };
  return std::find(check.events.begin(), check.events.end(), activity.event) !=
             check.events.end() &&
         says(activity.channel, check.channel) && says(activity.brand, check.brand) &&
         std::all_of(check.labels.begin(), check.labels.end(), label_fits) &&
         std::all_of(check.same.begin(), check.same.end(), is_shared);
}

bool needs_zone(const CooldownCheck& check) { return check.length.unit != SpanUnit::exact; }

Instant end_of(const CooldownCheck& check, const Scene& scene, const Activity& activity) {
  return latest_end(scene.clock.zones(), activity.at, check.length, check.event_day_counts);
}

}  // namespace

CooldownJudgement judge_cooldown(const CooldownCheck& check, const Scene& scene, Instant at) {
  CooldownJudgement judgement;
  Instant latest = Instant::min();
  for (const Activity& activity : scene.facts.customer->activities) {
    if (activity.at > at || !is_meant(check, activity, scene.fields)) continue;
    if (needs_zone(check) && !scene.clock.known()) return {Code::timezone_unknown, &activity};
    const Instant end = end_of(check, scene, activity);
    if (at < end && end > latest) {
      latest = end;
      judgement = {Code::cooling_down, &activity};
    }
  }
  return judgement;
}

std::optional<SeenActivity> seen_cooldown(const CooldownCheck& check, const Scene& scene,
                                          Instant at) {
  std::optional<SeenActivity> longest;
  if (needs_zone(check) && !scene.clock.known()) return longest;
  for (const Activity& activity : scene.facts.customer->activities) {
    if (activity.at > at || !is_meant(check, activity, scene.fields)) continue;
    const Instant end = end_of(check, scene, activity);
    if (!longest || end > longest->until) longest = {activity.event, activity.at, end};
  }
  return longest;
}

Instant next_cooldown_change(const CooldownCheck& check, const Scene& scene, Instant at) {
  Instant next = never;
  for (const Activity& activity : scene.facts.customer->activities) {
    if (!is_meant(check, activity, scene.fields)) continue;
    next = earlier_after(at, activity.at, next);
    if (needs_zone(check) && !scene.clock.known()) continue;
    next = earlier_after(at, end_of(check, scene, activity), next);
  }
  return next;
}

}  // namespace tact
