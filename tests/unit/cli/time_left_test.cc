#include "cli/time_left.h"

#include <catch2/catch.hpp>

namespace tact::cli {

TEST_CASE("how long is left, or how late it is, is said in one unit", "[time_left]") {
  struct Row {
    long long seconds;
    const char* left;
    const char* late;
  };
  const Instant due = *parse_instant("2026-11-24T12:00:00Z");
  const auto row = GENERATE(values<Row>({
      {1, "less than a minute left", "just late"},
      {60, "1 minute left", "1 minute late"},
      {119 * 60 + 59, "119 minutes left", "119 minutes late"},
      {120 * 60, "2 hours left", "2 hours late"},
      {48 * 3'600 - 1, "47 hours left", "47 hours late"},
      {48 * 3'600, "2 days left", "2 days late"},
      {1'500 * 24 * 3'600, "1,500 days left", "1,500 days late"},
  }));
  const auto span = std::chrono::seconds(row.seconds);
  CHECK(time_left(due, due - span) == row.left);
  CHECK(time_left(due, due + span) == row.late);
  CHECK(time_left(due, due) == "just late");
}

}  // namespace tact::cli
