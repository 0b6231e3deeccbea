// What /metrics says, as text of Prometheus, by name with labels: "tact_x_total{stage=\"decide\"}".
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tact::bench {

// Lines that are no sample are left out.
std::map<std::string, double> parse_metrics(std::string_view text);

}  // namespace tact::bench
