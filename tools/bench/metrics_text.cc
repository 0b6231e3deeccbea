#include "bench/metrics_text.h"

#include <charconv>

namespace tact::bench {

std::map<std::string, double> parse_metrics(std::string_view text) {
  std::map<std::string, double> samples;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t space = line.rfind(' ');
    if (line.starts_with('#') || space == std::string_view::npos) continue;
    double value = 0;
    const char* const end = line.data() + line.size();
    if (std::from_chars(line.data() + space + 1, end, value).ec != std::errc{}) continue;
    samples[std::string(line.substr(0, space))] = value;
  }
  return samples;
}

}  // namespace tact::bench
