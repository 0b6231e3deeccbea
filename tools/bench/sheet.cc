#include "bench/sheet.h"

#include <algorithm>

#include "tact/check.h"

namespace tact::bench {

Summary summarise(std::vector<double> values) {
  TACT_CHECK(!values.empty());
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  const bool odd = values.size() % 2 == 1;
  const double median = odd ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {median, values.front(), values.back()};
}

std::string_view floor_mark(Floor floor) {
  switch (floor) {
    case Floor::none: return "";
    case Floor::groups_of_1024: return "A";
    case Floor::groups_of_64: return "B";
    case Floor::one_entry: return "C";
    case Floor::one_decision: return "D";
  }
  return "";
}

void Sheet::set_floors(double entries_per_second_1024, double entries_per_second_64,
                       double one_entry_us) {
  rate_1024_ = entries_per_second_1024;
  rate_64_ = entries_per_second_64;
  one_entry_us_ = one_entry_us;
}

void Sheet::add(std::string_view name, std::string_view unit, Floor floor, double value) {
  auto figure = std::find_if(figures_.begin(), figures_.end(),
                             [&](const Figure& known) { return known.name == name; });
  if (figure == figures_.end()) {
    figures_.push_back({std::string(name), std::string(unit), floor, {}, {}});
    figure = figures_.end() - 1;
  }
  figure->rounds.push_back(value);
  if (floor != Floor::none) figure->ratios.push_back(value / floor_for(unit, floor));
}

double Sheet::floor_for(std::string_view unit, Floor floor) const {
  const bool is_rate = unit.ends_with("/s");
  double rate = 0;
  switch (floor) {
    case Floor::none: TACT_CHECK(floor != Floor::none); break;
    case Floor::groups_of_1024: rate = rate_1024_; break;
    case Floor::groups_of_64: rate = rate_64_; break;
    case Floor::one_entry: rate = 1e6 / one_entry_us_; break;
    case Floor::one_decision: rate = 1e6 / one_decision_us_; break;
  }
  TACT_CHECK(rate > 0);
  return is_rate ? rate : 1e6 / rate;
}

}  // namespace tact::bench
