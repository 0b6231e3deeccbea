#include "core/decide/numbers.h"

#include <algorithm>

namespace tact {

bool has_numbers(std::string_view channel) {
  return channel == "sms" || channel == "call" || channel == "whatsapp";
}

std::string_view region_of_number(const Policy& policy, std::string_view number) {
  if (!number.starts_with('+') || policy.number_regions.empty()) return {};
  for (std::size_t length = number.size(); length > 1; --length) {
    const auto found = policy.number_regions.find(number.substr(0, length));
    if (found != policy.number_regions.end()) return found->second;
  }
  return {};
}

std::vector<std::string> regions_of_numbers(const Policy& policy,
                                            const std::vector<std::string>& numbers) {
  std::vector<std::string> regions;
  for (const std::string& number : numbers) {
    const std::string_view region = region_of_number(policy, number);
    if (!region.empty()) regions.emplace_back(region);
  }
  std::sort(regions.begin(), regions.end());
  regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
  return regions;
}

}  // namespace tact
