// What speed is held to: each bar beside what was measured. A bar asks for a result by name; any
// verb of the benchmark may give results, and a bar without one says so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/result.h"

#include "bench/sheet.h"

namespace tact::bench {

// By name, the value of each round.
using Results = std::map<std::string, std::vector<double>>;

enum class Sense { at_least, at_most };

struct Bar {
  std::string_view what;    // bars of the same thing follow each other
  std::string_view asked;   // "≥ 1.5 × Redis Lua…"
  std::string_view result;  // its name
  Sense sense = Sense::at_least;
  double limit = 0;
  std::string_view unit;  // "×", or what the figure is in
};

// All of them, in the order in which they are shown.
const std::vector<Bar>& all_bars();

struct BarRow {
  Bar bar;
  std::optional<Summary> figure;  // over the rounds; the median is held against the limit

  bool is_measured() const { return figure.has_value(); }
  // REQUIRES: is_measured().
  bool is_met() const;
};

std::vector<BarRow> hold_against(const std::vector<Bar>& bars, const Results& results);

// Of each round: a figure's value in that of another one. Empty where one of them is missing.
std::vector<double> ratios_of(const std::vector<Figure>& figures, std::string_view figure,
                              std::string_view to);

// The "results" of a verb's JSON. An Error where the file is none.
Result<Results> read_results(const std::string& path);

}  // namespace tact::bench
