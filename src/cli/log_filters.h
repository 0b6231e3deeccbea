// What the verbs of the log filter by.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace tact::cli {

struct LogFilters {
  std::string customer, address, campaign, brand, channel, purpose, outcome, rule, from, to;

  // For url_query(): all of them, also those that are empty.
  std::vector<std::pair<std::string_view, std::string>> pairs() const;
};

// "--customer" and so on; `filters` must outlive the verb.
void add_log_filters(CLI::App& verb, LogFilters& filters);

}  // namespace tact::cli
