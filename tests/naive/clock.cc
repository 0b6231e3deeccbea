#include <algorithm>
#include <chrono>
#include <string_view>
#include <variant>

#include "naive/scene.h"

namespace tact::naive {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;
using std::chrono::year_month_day;

std::string_view stated_country(const Profile& profile) {
  if (!profile.country.empty()) return profile.country;
  return std::string_view(profile.region).substr(0, profile.region.find('-'));
}

Zones customer_zones(const Policy& policy, const Facts& facts) {
  static const Profile nothing_known;
  const ZoneBook& book = *policy.zones;
  const auto of_country = [&book](std::string_view country) {
    const auto zones = book.of_country(country);
    return Zones(zones.begin(), zones.end());
  };
  const auto listed = [&policy](const std::string& region) {
    const auto found = policy.regions.find(region);
    return region.empty() || found == policy.regions.end() ? Zones{} : found->second;
  };
  const auto& profile = facts.customer->profile;
  const Profile& known = profile ? *profile : nothing_known;
  const std::string_view country = stated_country(known);

  Zones zones = listed(known.region);
  if (const TimeZone* own = book.find(known.timezone)) zones = {own};
  // That somebody is in a country says nothing more where a number says in which part of it.
  bool country_is_told = zones.empty();
  for (const std::string& region : facts.number_regions) {
    if (known.region.empty() && region.substr(0, 2) == country) country_is_told = false;
  }
  if (country_is_told) zones = of_country(country);
  for (const std::string& region : facts.number_regions) {
    Zones more = listed(region);
    if (more.empty()) more = of_country(region.substr(0, 2));
    for (const TimeZone* zone : more) {
      if (std::find(zones.begin(), zones.end(), zone) == zones.end()) zones.push_back(zone);
    }
  }
  if (!zones.empty()) return zones;
  if (policy.defaults.timezone != nullptr) return {policy.defaults.timezone};
  return of_country(policy.defaults.country);
}

std::vector<std::string> countries(const Policy& policy, const Facts& facts) {
  std::vector<std::string> found;
  const auto& profile = facts.customer->profile;
  if (profile && !stated_country(*profile).empty()) found.emplace_back(stated_country(*profile));
  for (const std::string& region : facts.number_regions) found.push_back(region.substr(0, 2));
  if (found.empty() && !policy.defaults.country.empty()) found = {policy.defaults.country};
  return found;
}

const TimeZone& utc() {
  static const TimeZone zone("UTC", {{Instant{}, seconds{0}}});
  return zone;
}

Instant later_by(const TimeZone& zone, Instant from, const Span& span, bool event_day_counts) {
  if (span.unit == SpanUnit::exact) return from + span.length;
  const LocalTime local = zone.to_local(from);
  const LocalDate date = std::chrono::floor<days>(local);
  if (span.unit == SpanUnit::calendar_days) {
    // The whole dates that lie between, and the first one after them.
    const LocalDate first_whole = event_day_counts ? date : date + days{1};
    return zone.to_instant(first_whole + days{span.count});
  }
  const year_month_day ymd{date};
  int month = static_cast<int>(static_cast<unsigned>(ymd.month())) - 1 + span.count;
  const std::chrono::year year = ymd.year() + std::chrono::years{month / 12};
  month = month % 12 + 1;
  auto day = static_cast<unsigned>(ymd.day());
  const auto at_day = [&] {
    return year / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::day{day};
  };
  while (!at_day().ok()) --day;
  return zone.to_instant(LocalDate{at_day()} + (local - date));
}

bool in_effect(const Scene& scene, const Rule& rule) {
  const auto from = rule.effective_from;
  const auto until = rule.effective_until;
  if (!from && !until) return true;
  const auto in_effect_in = [&](const TimeZone& zone) {
    return (!from || zone.to_instant(*from) <= scene.t) &&
           (!until || scene.t < zone.to_instant(*until));
  };
  if (const auto* check = std::get_if<HoursCheck>(&rule.check); check && check->clock) {
    return in_effect_in(*check->clock);
  }
  if (scene.zones.empty()) {
    static const TimeZone last("UTC-12", {{Instant{}, hours{-12}}});
    static const TimeZone first("UTC+14", {{Instant{}, hours{14}}});
    return in_effect_in(last) || in_effect_in(first);
  }
  for (const TimeZone* zone : scene.zones) {
    if (in_effect_in(*zone)) return true;
  }
  return false;
}

}  // namespace tact::naive
