#include "bench/home.h"

#include <array>

#include "tact/check.h"

#include "bench/dice.h"

namespace tact::bench {
namespace {

struct Country {
  unsigned percent;
  Home home;
};

constexpr std::array<Country, 6> countries = {{
    {35, {"TR", "", "tr", "+9053", true, "express"}},
    {25, {"US", "", "en", "+1212", false, "written", 8}},
    {15, {"FR", "", "fr", "+3361", false, "express", 2}},
    {12, {"GB", "", "en", "+4477", false, "express", 3}},
    {8, {"BE", "", "nl", "+3247", false, "express", 2}},
    {5, {"", "", "en", "+9053", false, "express"}},
}};

// The states where most people live, and in how many per cent of the customers' profiles.
struct State {
  unsigned percent;
  std::string_view region;
};
constexpr std::array<State, 12> states = {{{12, "US-CA"},
                                           {9, "US-TX"},
                                           {7, "US-FL"},
                                           {6, "US-NY"},
                                           {4, "US-PA"},
                                           {4, "US-IL"},
                                           {4, "US-OH"},
                                           {4, "US-GA"},
                                           {3, "US-WA"},
                                           {2, "US-MD"},
                                           {1, "US-CT"},
                                           {24, "US-CO"}}};  // stands for all the others

std::string_view pick_state(Dice& dice) {
  std::uint64_t left = dice.below(100);
  for (const State& state : states) {
    if (left < state.percent) return state.region;
    left -= state.percent;
  }
  return "";
}

Home pick_country(Dice& dice) {
  std::uint64_t left = dice.below(100);
  for (const Country& country : countries) {
    if (left < country.percent) return country.home;
    left -= country.percent;
  }
  return countries.front().home;
}

Home of_country(std::string_view wanted) {
  for (const Country& country : countries) {
    if (country.home.country == wanted) return country.home;
  }
  TACT_CHECK(false);
  return {};
}

}  // namespace

Home home_of(const Market& market, std::uint64_t seed, std::size_t customer) {
  // Dice of its own: where people live does not change what else is made up of them.
  Dice dice(seed ^ (customer * 0xd1342543de82ef95U));
  Home home = market == "mixed"     ? pick_country(dice)
              : market == "example" ? of_country("TR")
              : market == "unknown" ? of_country("")
                                    : of_country(market);
  if (home.country == "US") home.region = pick_state(dice);
  return home;
}

}  // namespace tact::bench
