#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tact/check.h"
#include "tact/time_zone.h"

namespace tact {

ZoneBook::ZoneBook(
    std::vector<TimeZone> zones,
    // Taken by value as the zones are. NOLINTNEXTLINE(performance-unnecessary-value-param)
    std::map<std::string, std::vector<std::string>> countries) {
  for (TimeZone& zone : zones) {
    std::string name = zone.name();
    const bool is_new =
        zones_.emplace(std::move(name), std::make_unique<const TimeZone>(std::move(zone))).second;
    TACT_CHECK(is_new);
  }
  for (const auto& [country, names] : countries) {
    std::vector<const TimeZone*>& of_this = countries_[country];
    for (const std::string& name : names) {
      // A zone that went missing would open hours that it should have closed.
      TACT_CHECK(find(name) != nullptr);
      of_this.push_back(find(name));
    }
  }
}

const TimeZone* ZoneBook::find(std::string_view name) const {
  const auto found = zones_.find(name);
  return found == zones_.end() ? nullptr : found->second.get();
}

std::span<const TimeZone* const> ZoneBook::of_country(std::string_view country) const {
  const auto found = countries_.find(country);
  if (found == countries_.end()) return {};
  return found->second;
}

}  // namespace tact
