// Problems are written as RFC 9457 asks, alone and in a batch's line.
#include "core/records/problem.h"

#include <catch2/catch.hpp>

namespace tact {

TEST_CASE("a bad record's problem names each field", "[records]") {
  const Problem problem = bad_record({{"/channel", "is required"}, {"/a~1b", "says \"x\""}});
  std::string text;
  write_problem(problem, text);
  CHECK(text == R"({"type":"about:blank","title":"Bad Request","status":400,)"
                R"("detail":"/channel is required; 1 more in `errors`",)"
                R"("errors":[{"pointer":"/channel","message":"is required"},)"
                R"({"pointer":"/a~1b","message":"says \"x\""}]})");
}

TEST_CASE("a mistake of the whole record is said of the record", "[records]") {
  CHECK(bad_record({{"", "must be an object"}}).detail == "the record must be an object");
}

TEST_CASE("a bad line's problem stands in the line's place", "[records]") {
  std::string text;
  write_line_problem(7, make_problem(409, "another body has this `request_id`"), text);
  CHECK(text == R"({"line":7,"error":{"type":"about:blank","title":"Conflict","status":409,)"
                R"("detail":"another body has this `request_id`","errors":[]}})");
}

TEST_CASE("a problem without detail has none", "[records]") {
  std::string text;
  write_problem(make_problem(404, ""), text);
  CHECK(text == R"({"type":"about:blank","title":"Not Found","status":404,"errors":[]})");
}

}  // namespace tact
