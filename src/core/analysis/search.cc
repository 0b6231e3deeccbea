#include "core/analysis/search.h"

#include <algorithm>
#include <numeric>

namespace tact {
namespace {

// Of one search; the rules that people write need less than a hundred.
constexpr std::size_t steps_of_one = std::size_t{1} << 14;

enum class Fit : std::uint8_t { no, open, yes };

Fit fit_of(std::span<const Goal> goals, std::span<const int> values) {
  Fit fit = Fit::yes;
  for (const Goal& goal : goals) {
    const Bounds bounds = bounds_of(*goal.what, values);
    if (bounds.most < goal.least || bounds.least > goal.most) return Fit::no;
    if (bounds.least < goal.least || bounds.most > goal.most) fit = Fit::open;
  }
  return fit;
}

}  // namespace

Search::Search(const Universe& universe, std::size_t steps_most)
    : universe_(universe),
      country_(universe.country()),
      region_(universe.region()),
      steps_left_(steps_most),
      values_(universe.size(), open_value) {}

Answer Search::ask(std::span<const Goal> goals, Customers customers) {
  slots_.clear();
  for (const Goal& goal : goals) collect(*goal.what);
  for (Slot& slot : slots_) choose_candidates(slot, customers);
  add_region_countries();
  // What is asked most often decides soonest.
  std::stable_sort(slots_.begin(), slots_.end(),
                   [](const Slot& a, const Slot& b) { return a.atoms.size() > b.atoms.size(); });
  steps_left_here_ = std::min(steps_left_, steps_of_one);
  steps_left_ -= steps_left_here_;
  const bool found = extend(goals, 0, customers);
  witness_.clear();
  for (const Slot& slot : slots_) {
    const int value = std::exchange(values_[slot.variable], open_value);
    if (found && value != open_value) witness_.emplace_back(slot.variable, value);
  }
  const bool was_given_up = steps_left_here_ == 0;
  steps_left_ += steps_left_here_;
  if (found) return Answer::possible;
  return was_given_up ? Answer::untold : Answer::impossible;
}

void Search::collect(const Expression& expression) {
  for (const Expression& part : expression.parts) collect(part);
  if (expression.kind != Expression::Kind::atom) return;
  auto slot = std::find_if(slots_.begin(), slots_.end(),
                           [&](const Slot& one) { return one.variable == expression.variable; });
  if (slot == slots_.end()) {
    slots_.push_back({expression.variable, {}, {}});
    slot = slots_.end() - 1;
  }
  slot->atoms.push_back(&expression);
}

// Of values that all atoms take alike one is enough; they change only where a range ends.
void Search::choose_candidates(Slot& slot, Customers customers) const {
  const Variable& variable = universe_.variable(slot.variable);
  const bool is_usual = variable.is_rare && customers == Customers::known;
  const int last = is_usual ? variable.first : variable.last_value();
  std::vector<int> edges{variable.first};
  for (const Expression* one : slot.atoms) {
    for (const ValueRange& range : one->accepted) {
      if (range.last < least_value) continue;
      for (const int edge : {range.first - 1, range.first, range.last, range.last + 1}) {
        edges.push_back(edge);
      }
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  // Regions and their countries look at each other: all of theirs are kept.
  const bool is_place = slot.variable == country_ || slot.variable == region_;
  std::vector<std::vector<bool>> kinds;
  const auto add = [&](int value) {
    std::vector<bool> kind;
    for (const Expression* one : slot.atoms) kind.push_back(fits(one->accepted, value));
    const bool is_known = std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    if (is_known && !is_place) return;
    kinds.push_back(std::move(kind));
    slot.candidates.push_back(value);
  };
  for (const int edge : edges) {
    if (edge >= variable.first && edge <= last) add(edge);
  }
  if (variable.can_be_another) add(another_value);
  if (variable.can_be_absent) add(absent_value);
  if (variable.can_be_unknown && customers == Customers::all) {
    slot.candidates.push_back(unknown_value);
  }
}

// Where both are asked, each region's country is among the countries that are tried.
void Search::add_region_countries() {
  const auto slot_of = [&](std::optional<VariableId> id) {
    return std::find_if(slots_.begin(), slots_.end(),
                        [&](const Slot& slot) { return id && slot.variable == *id; });
  };
  const auto country = slot_of(country_);
  const auto region = slot_of(region_);
  if (country == slots_.end() || region == slots_.end()) return;
  for (const int value : region->candidates) {
    if (value < least_value) continue;
    const int own = universe_.country_of_region(value);
    std::vector<int>& countries = country->candidates;
    if (std::find(countries.begin(), countries.end(), own) == countries.end()) {
      countries.insert(countries.begin(), own);
    }
  }
}

// A region tells the country where none is stated.
bool Search::is_consistent(Customers customers) const {
  if (!country_ || !region_) return true;
  const int country = values_[*country_];
  const int region = values_[*region_];
  if (country == open_value || region == open_value) return true;
  if (region == unknown_value) return true;
  if (country == unknown_value) return false;
  if (customers == Customers::all || region == another_value) return true;
  return country == universe_.country_of_region(region);
}

bool Search::extend(std::span<const Goal> goals, std::size_t depth, Customers customers) {
  if (steps_left_here_ == 0) return false;
  --steps_left_here_;
  const Fit fit = fit_of(goals, values_);
  if (fit == Fit::no) return false;
  if (fit == Fit::yes) return true;
  const Slot& slot = slots_[depth];  // Bounds are exact once no slot is left.
  int& value = values_[slot.variable];
  for (const int candidate : slot.candidates) {
    value = candidate;
    if (is_consistent(customers) && extend(goals, depth + 1, customers)) return true;
  }
  value = open_value;
  return false;
}

}  // namespace tact
