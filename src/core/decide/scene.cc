#include "core/decide/scene.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {

namespace {

std::span<const TimeZone* const> zones_of_region(const Policy& policy, std::string_view region) {
  const auto found = policy.regions.find(region);
  if (found != policy.regions.end() && !found->second.empty()) return found->second;
  return policy.zones->of_country(country_of_region(region));
}

}  // namespace

std::string_view stated_country(const Profile* profile) {
  if (profile == nullptr) return {};
  return profile->country.empty() ? country_of_region(profile->region)
                                  : std::string_view(profile->country);
}

CustomerClock::CustomerClock(const Policy& policy, const Profile* profile,
                             std::span<const std::string> number_regions) {
  const ZoneBook* zones = policy.zones.get();
  if (zones != nullptr) {
    const bool is_placed = profile != nullptr && place(policy, *profile);
    if (!number_regions.empty()) {
      join_numbers(policy, is_placed ? nullptr : profile, number_regions);
      if (!joined_.empty()) return;
    }
    if (is_placed) return;
    // The default country does not speak here: defaults.timezone comes before its zones.
    many_ = zones->of_country(stated_country(profile));
    if (!many_.empty()) return;
  }
  one_ = policy.defaults.timezone;
  if (one_ == nullptr && zones != nullptr) many_ = zones->of_country(policy.defaults.country);
}

// Whether the profile says more than a country.
bool CustomerClock::place(const Policy& policy, const Profile& profile) {
  if (!profile.timezone.empty()) one_ = policy.zones->find(profile.timezone);
  if (one_ != nullptr) return true;
  const auto region = policy.regions.find(profile.region);
  if (region != policy.regions.end()) many_ = region->second;
  return !many_.empty();
}

// `profile`: where it says no more than a country; null where that is not looked at.
void CustomerClock::join_numbers(const Policy& policy, const Profile* profile,
                                 std::span<const std::string> number_regions) {
  join(zones());
  const std::string_view own = stated_country(profile);
  const bool is_told_closer =
      profile != nullptr && profile->region.empty() &&
      std::any_of(number_regions.begin(), number_regions.end(),
                  [&](const std::string& region) { return country_of_region(region) == own; });
  if (!is_told_closer) join(policy.zones->of_country(own));
  for (const std::string& region : number_regions) join(zones_of_region(policy, region));
}

void CustomerClock::join(std::span<const TimeZone* const> zones) {
  for (const TimeZone* zone : zones) {
    if (std::find(joined_.begin(), joined_.end(), zone) == joined_.end()) joined_.push_back(zone);
  }
}

Scene scene_of(const Policy& policy, const Facts& facts, const ContactFields& fields) {
  TACT_CHECK(facts.customer != nullptr && facts.registers != nullptr);
  const auto& profile = facts.customer->profile;
  return {policy, facts, fields,
          CustomerClock(policy, profile ? &*profile : nullptr, facts.number_regions)};
}

const TimeZone& utc_zone() {
  static const TimeZone zone("UTC", {{Instant{}, std::chrono::seconds(0)}});
  return zone;
}

Instant latest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span,
                   bool event_day_counts) {
  if (span.unit == SpanUnit::exact) return from + span.length;
  TACT_CHECK(!zones.empty());
  Instant latest = Instant::min();
  for (const TimeZone* zone : zones) {
    latest = std::max(latest, add_span(*zone, from, span, event_day_counts));
  }
  return latest;
}

Instant earliest_end(std::span<const TimeZone* const> zones, Instant from, const Span& span) {
  if (span.unit == SpanUnit::exact) return from + span.length;
  TACT_CHECK(!zones.empty());
  Instant earliest = never;
  for (const TimeZone* zone : zones) earliest = std::min(earliest, add_span(*zone, from, span));
  return earliest;
}

}  // namespace tact
