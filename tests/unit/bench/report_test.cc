#include "bench/report.h"

#include <fstream>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact::bench {
namespace {

Report small_report() {
  Report report;
  report.machine = {{"CPU", "one"}};
  report.figures = {{"rate", "decisions/s", Floor::groups_of_1024, {1'234, 2'000, 1'000}, {0.5}}};
  report.results = {{"a / b", {2}}};
  report.bars = hold_against({{"this", "≥ 1.5 ×", "a / b", Sense::at_least, 1.5, "×"},
                              {"this", "≤ 3 ×", "c", Sense::at_most, 3, "×"},
                              {"that", "≤ 1 ×", "a / b", Sense::at_most, 1, "×"}},
                             report.results);
  return report;
}

TEST_CASE("the table shows each figure and each bar", "[bench]") {
  const std::string table = format_table(small_report());
  CHECK_THAT(table, Catch::Contains("1,234") && Catch::Contains("1,000 – 2,000") &&
                        Catch::Contains("0.50 × A"));
  CHECK_THAT(table, Catch::Contains("  met\n") && Catch::Contains("  short\n") &&
                        Catch::Contains("  not measured\n"));
}

TEST_CASE("the JSON says of each bar whether it is met", "[bench]") {
  const TempDir directory;
  const std::string path = directory.path() + "/bench.json";
  REQUIRE(write_json(small_report(), path).ok());
  std::ifstream file(path);
  std::string text;
  std::getline(file, text);
  const auto whole = boost::json::parse(text).as_object();
  const auto& bars = whole.at("bars").as_array();
  REQUIRE(bars.size() == 3);
  CHECK(bars[0].at("met").as_bool());
  CHECK(bars[0].at("figure").at("median").as_double() == 2);
  CHECK(bars[1].at("met").is_null());
  CHECK_FALSE(bars[2].at("met").as_bool());
  CHECK(whole.at("figures").at(0).at("median").as_double() == 1'234);
  CHECK(read_results(path).value() == small_report().results);
}

}  // namespace
}  // namespace tact::bench
