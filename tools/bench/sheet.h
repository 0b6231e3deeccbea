// The figures of a run. Rounds of all measures take turns, so that a machine whose speed drifts
// moves a figure and the floor it is compared with together; ratios are made within a round.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tact::bench {

// What a figure is compared with.
enum class Floor {
  none,
  groups_of_1024,  // entries/s that the store takes in synced groups of 1,024
  groups_of_64,    // the same, of 64: what 64 waiting clients can fill at most
  one_entry,       // µs for one synced entry
  one_decision,    // µs for one decide() under the policy that is measured
};

struct Summary {
  double median = 0;
  double least = 0;
  double most = 0;
};

struct Figure {
  std::string name;
  std::string unit;
  Floor floor = Floor::none;
  std::vector<double> rounds;
  std::vector<double> ratios;  // of each round; empty without a floor
};

// Of an even number, the mean of the two in the middle. REQUIRES: there is a value.
Summary summarise(std::vector<double> values);

// "A", "B", "C", "D": how the table names a floor; "" for none.
std::string_view floor_mark(Floor floor);

class Sheet {
 public:
  // The floors of the round that begins; costs per entry are their inverse.
  void set_floors(double entries_per_second_1024, double entries_per_second_64,
                  double one_entry_us);

  // What decide() took in this round, under the policy that is measured.
  void set_decision(double one_decision_us) { one_decision_us_ = one_decision_us; }

  // A rate per second against a rate, or a time in µs against a time, as the unit says: "…/s" or
  // "µs". A ratio of 1 is the floor; a rate is good when near 1 and a time when small.
  void add(std::string_view name, std::string_view unit, Floor floor, double value);

  const std::vector<Figure>& figures() const { return figures_; }

 private:
  double floor_for(std::string_view unit, Floor floor) const;

  std::vector<Figure> figures_;
  double rate_1024_ = 0;
  double rate_64_ = 0;
  double one_entry_us_ = 0;
  double one_decision_us_ = 0;
};

}  // namespace tact::bench
