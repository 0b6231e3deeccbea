// Counts by value, up to a number of values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/state/rollup.h"

namespace tact {

// One thread.
class ValueCounter {
 public:
  // Values beyond the first this many are counted together.
  static constexpr std::size_t values_max = 1'000;

  void add(std::string_view value, const StatsCount& one) {
    count_of(value).add(one);
    changed_ = true;
  }
  // The values of `other` come in their order, after those that are here.
  void add(const Rollup& other);
  void clear();

  const Rollup& counts() const { return counts_; }
  bool empty() const { return counts_ == Rollup{}; }
  // Whether anything was added since the last call.
  bool take_changed() { return std::exchange(changed_, false); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  StatsCount& count_of(std::string_view value);

  Rollup counts_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> places_;  // in values
  bool changed_ = false;
};

}  // namespace tact
