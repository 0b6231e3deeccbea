// The run for people and for programs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tact/result.h"

#include "bench/bars.h"
#include "bench/sheet.h"

namespace tact::bench {

struct Report {
  std::vector<std::pair<std::string, std::string>> machine;
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<Figure> figures;
  std::vector<std::string> notes;
  Results results;           // what bars may ask for, here or in another run
  std::vector<BarRow> bars;  // held against all results that are known
};

// The table, ending with a line's end.
std::string format_table(const Report& report);

// The same as JSON: each figure with its rounds, median, min and max, and its ratios; each bar with
// its figure, and whether it is met (null: not measured).
Status write_json(const Report& report, const std::string& path);

}  // namespace tact::bench
