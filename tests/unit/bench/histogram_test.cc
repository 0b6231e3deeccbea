#include "bench/histogram.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

using std::chrono::nanoseconds;

TEST_CASE("a histogram gives each quantile within one per cent", "[bench]") {
  Histogram times;
  for (std::int64_t us = 1; us <= 100'000; ++us) times.add(nanoseconds(us * 1'000));
  CHECK(times.count() == 100'000);
  for (const double share : {0.0001, 0.5, 0.9, 0.99, 0.999}) {
    CHECK(times.quantile_us(share) == Approx(share * 100'000).epsilon(0.01));
  }
  CHECK(times.most_us() == 100'000);
  CHECK(times.quantile_us(1) == Approx(100'000).epsilon(0.01));
}

TEST_CASE("short times are exact, and times out of range are held at its ends", "[bench]") {
  Histogram times;
  times.add(nanoseconds(127));
  CHECK(times.quantile_us(0.5) == 0.127);
  Histogram ends;
  ends.add(nanoseconds(-5));
  CHECK(ends.quantile_us(1) == 0);
  ends.add(std::chrono::hours(5));
  CHECK(ends.most_us() == Approx(1.0995e9).epsilon(0.01));
}

TEST_CASE("each power of two is continued where the one before it ends", "[bench]") {
  for (int bits = 1; bits < 39; ++bits) {
    for (const std::int64_t off : {-1, 0, 1}) {
      const std::int64_t ns = (std::int64_t{1} << bits) + off;
      Histogram times;
      times.add(nanoseconds(ns));
      times.add(nanoseconds(ns * 2));  // so that the quantile is not the largest
      CHECK(times.quantile_us(0.5) * 1e3 == Approx(static_cast<double>(ns)).epsilon(0.01));
    }
  }
}

TEST_CASE("histograms are added up", "[bench]") {
  Histogram all;
  Histogram slow;
  for (int i = 0; i < 90; ++i) all.add(nanoseconds(100));
  for (int i = 0; i < 10; ++i) slow.add(nanoseconds(100'000));
  all.add(slow);
  CHECK(all.count() == 100);
  CHECK(all.quantile_us(0.9) == 0.1);
  CHECK(all.quantile_us(0.91) == Approx(100).epsilon(0.01));
  CHECK(all.most_us() == 100);
}

}  // namespace
}  // namespace tact::bench
