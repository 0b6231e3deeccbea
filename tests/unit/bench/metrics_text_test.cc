#include "bench/metrics_text.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

TEST_CASE("samples are read by name with labels, all else is left out", "[bench]") {
  const auto samples = parse_metrics(
      "# HELP a_total What it is\n"
      "# TYPE a_total counter\n"
      "a_total 12\n"
      "cpu_seconds_total{stage=\"decide\"} 1.5e-3\n"
      "\n"
      "words without a number\n"
      "last 7");
  CHECK(samples == std::map<std::string, double>{{"a_total", 12},
                                                 {"cpu_seconds_total{stage=\"decide\"}", 0.0015},
                                                 {"last", 7}});
}

}  // namespace
}  // namespace tact::bench
