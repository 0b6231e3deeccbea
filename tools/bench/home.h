// Where a workload's customers live.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tact::bench {

// "example": all of them in Istanbul, as the example company's are. A country, "TR", "US", "FR",
// "GB" or "BE"; "unknown": nobody knows; "mixed": of all these, the larger countries more often.
using Market = std::string;

struct Home {
  std::string_view country;  // "" unknown
  std::string_view region;   // "" unknown, or the country has none
  std::string_view language;
  std::string_view prefix;     // of telephone numbers, before eight digits
  bool is_registered = false;  // where consents count once a registry has them
  std::string_view level;      // of a consent: what the country's law asks for
  int hours_later = 0;         // than in Istanbul the day begins there
};

// REQUIRES: there is such a market.
Home home_of(const Market& market, std::uint64_t seed, std::size_t customer);

}  // namespace tact::bench
