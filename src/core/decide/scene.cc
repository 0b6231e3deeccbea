#include "core/decide/scene.h"

#include <algorithm>

#include "tact/check.h"

namespace tact {

std::string_view country_of(const Policy& policy, const Profile* profile) {
  if (profile != nullptr) {
    if (!profile->country.empty()) return profile->country;
    if (!profile->region.empty()) return std::string_view(profile->region).substr(0, 2);
  }
  return policy.defaults.country;
}

CustomerClock::CustomerClock(const Policy& policy, const Profile* profile) {
  const ZoneBook* zones = policy.zones.get();
  if (profile != nullptr && zones != nullptr) {
    if (!profile->timezone.empty()) one_ = zones->find(profile->timezone);
    if (one_ != nullptr) return;

    if (const auto region = policy.regions.find(profile->region); region != policy.regions.end()) {
      many_ = region->second;
      if (!many_.empty()) return;
    }
    // The default country does not speak here: defaults.timezone comes before its zones.
    const std::string_view own = profile->country.empty()
                                     ? std::string_view(profile->region).substr(0, 2)
                                     : std::string_view(profile->country);
    many_ = zones->of_country(own);
    if (!many_.empty()) return;
  }
  one_ = policy.defaults.timezone;
  if (one_ == nullptr && zones != nullptr) many_ = zones->of_country(policy.defaults.country);
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
