#include "bench/bars.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact::bench {
namespace {

TEST_CASE("a bar is met by the median, at the limit too, in its own sense", "[bench]") {
  const std::vector<Bar> bars = {
      {"fast", "≥ 2 ×", "a", Sense::at_least, 2, "×"},
      {"small", "≤ 3 ×", "b", Sense::at_most, 3, "×"},
      {"other", "≤ 3 ×", "c", Sense::at_most, 3, "×"},
  };
  const auto rows = hold_against(bars, {{"a", {1, 2, 9}}, {"b", {3.1}}, {"c", {}}});
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].is_met());
  CHECK(rows[0].figure->least == 1);
  CHECK_FALSE(rows[1].is_met());
  CHECK_FALSE(rows[2].is_measured());
}

TEST_CASE("each bar asks for a result of its own", "[bench]") {
  std::map<std::string_view, int> asked;
  for (const Bar& bar : all_bars()) CHECK(++asked[bar.result] == 1);
  CHECK(all_bars().size() == 16);
}

TEST_CASE("ratios are made within a round", "[bench]") {
  const std::vector<Figure> figures = {{"a", "/s", Floor::none, {10, 30}, {}},
                                       {"b", "/s", Floor::none, {5, 10}, {}}};
  CHECK(ratios_of(figures, "a", "b") == std::vector<double>{2, 3});
  CHECK(ratios_of(figures, "a", "nothing").empty());
  CHECK(ratios_of(figures, "nothing", "b").empty());
}

TEST_CASE("results are read from another verb's JSON", "[bench]") {
  const TempDir directory;
  const std::string path = directory.path() + "/bench.json";
  const auto read = [&](const char* text) {
    std::ofstream(path) << text;
    return read_results(path);
  };
  const auto results = read(R"({"figures":[],"results":{"cold / warm":[0.5,1]}})");
  REQUIRE(results.ok());
  CHECK(results->at("cold / warm") == std::vector<double>{0.5, 1});
  for (const char* wrong :
       {"", "[]", "{}", R"({"results":{"a":1}})", R"({"results":{"a":["1"]}})"}) {
    INFO(wrong);
    CHECK_FALSE(read(wrong).ok());
  }
  CHECK_FALSE(read_results(path + ".none").ok());
}

}  // namespace
}  // namespace tact::bench
