// Whether some message, customer and earlier contact together fit what is asked: a search over the
// values that can make a difference, given up where it takes too long.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/analysis/expression.h"
#include "core/analysis/universe.h"

namespace tact {

// That an expression comes to something between the two.
struct Goal {
  const Expression* what = nullptr;  // never null
  Truth least = Truth::no;
  Truth most = Truth::yes;
};

enum class Answer : std::uint8_t {
  possible,    // see witness()
  impossible,  // certain
  untold,      // the search was given up
};

// Which customers are looked at.
enum class Customers : std::uint8_t {
  all,
  known,  // nothing is unknown of them, and regions lie in their countries
};

// A value for each variable that was chosen.
using Witness = std::vector<std::pair<VariableId, int>>;

// One search after another. `universe` must outlive it. One thread.
class Search {
 public:
  // `steps_most` bounds what all searches together may take.
  Search(const Universe& universe, std::size_t steps_most);

  Answer ask(std::span<const Goal> goals, Customers customers = Customers::all);

  // Of the last answer, where it is `possible`. The other variables may have any value that the
  // goals' expressions leave open.
  const Witness& witness() const { return witness_; }

 private:
  struct Slot {
    VariableId variable = 0;
    std::vector<const Expression*> atoms;
    std::vector<int> candidates;
  };

  void collect(const Expression& expression);
  void choose_candidates(Slot& slot, Customers customers) const;
  void add_region_countries();
  bool is_consistent(Customers customers) const;
  bool extend(std::span<const Goal> goals, std::size_t depth, Customers customers);

  const Universe& universe_;
  const std::optional<VariableId> country_;
  const std::optional<VariableId> region_;
  std::size_t steps_left_;
  std::size_t steps_left_here_ = 0;
  std::vector<int> values_;  // by variable; all open between searches
  std::vector<Slot> slots_;
  Witness witness_;
};

}  // namespace tact
