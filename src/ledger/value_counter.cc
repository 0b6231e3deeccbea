#include "ledger/value_counter.h"

namespace tact {

void ValueCounter::add(const Rollup& other) {
  for (const ValueCount& one : other.values) count_of(one.value).add(one.count);
  counts_.rest.add(other.rest);
  changed_ = true;
}

void ValueCounter::clear() {
  counts_ = Rollup{};
  places_.clear();
  changed_ = false;
}

StatsCount& ValueCounter::count_of(std::string_view value) {
  const auto found = places_.find(value);
  if (found != places_.end()) return counts_.values[found->second].count;
  if (counts_.values.size() == values_max) return counts_.rest;
  places_.emplace(value, counts_.values.size());
  return counts_.values.emplace_back(ValueCount{std::string(value), {}}).count;
}

}  // namespace tact
