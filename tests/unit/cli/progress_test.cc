#include "cli/progress.h"

#include <catch2/catch.hpp>

namespace tact::cli {

using std::chrono::milliseconds;

TEST_CASE("a progress line says share, rate and time left", "[progress]") {
  CHECK(progress_line("replaying", "lines", {500, 1'000, 1'200}, milliseconds(2'000)) ==
        "replaying  [############------------]  50 %  1,200 lines  600/s  0:02 left");
  CHECK(progress_line("importing", "records", {10, 1'000, 10}, milliseconds(10'000)) ==
        "importing  [------------------------]  1 %  10 records  1/s  16:30 left");
  CHECK(progress_line("importing", "records", {1'000, 1'000, 7}, milliseconds(1'000)) ==
        "importing  [########################]  100 %  7 records  7/s  0:00 left");
}

TEST_CASE("what is not known is not said", "[progress]") {
  CHECK(progress_line("replaying", "lines", {500, 0, 40}, milliseconds(2'000)) ==
        "replaying  40 lines  20/s");
  CHECK(progress_line("replaying", "lines", {0, 100, 0}, milliseconds(0)) ==
        "replaying  [------------------------]  0 %  0 lines");
}

TEST_CASE("numbers are grouped by thousands", "[progress]") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(1'234'567) == "1,234,567");
  CHECK(counted(1, "rule", "rules") == "1 rule");
  CHECK(counted(0, "rule", "rules") == "0 rules");
}

}  // namespace tact::cli
