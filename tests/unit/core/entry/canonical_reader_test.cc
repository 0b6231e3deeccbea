// The reader's own promises: what it takes, and that it stops at the first mistake.
#include "core/entry/canonical_reader.h"

#include <catch2/catch.hpp>

namespace tact {

TEST_CASE("a key is taken only where it is the next one", "[entry]") {
  CanonicalReader reader(R"({"a":1,"c":"x"})");
  reader.begin_object();
  REQUIRE(reader.take_key("a"));
  CHECK(reader.integer() == 1);
  CHECK_FALSE(reader.take_key("b"));
  CHECK_FALSE(reader.take_key("cc"));
  REQUIRE(reader.take_key("c"));
  CHECK(reader.string() == "x");
  reader.end_object();
  CHECK(reader.finished());
}

TEST_CASE("an integer has one form", "[entry]") {
  struct Row {
    std::string text;
    bool reads;
  };
  const auto row = GENERATE(values<Row>({{"0", true},
                                         {"-1", true},
                                         {"9007199254740991", true},
                                         {"-9007199254740991", true},
                                         {"9007199254740992", false},
                                         {"99999999999999999999999", false},
                                         {"-0", false},
                                         {"00", false},
                                         {"+1", false},
                                         {"", false},
                                         {"-", false},
                                         {"1e3", false}}));
  CanonicalReader reader(row.text);
  const std::int64_t value = reader.integer();
  INFO(row.text);
  CHECK(reader.finished() == row.reads);
  if (row.reads) CHECK(std::to_string(value) == row.text);
}

TEST_CASE("after a mistake nothing more is read", "[entry]") {
  CanonicalReader reader(R"({"a":"open)");
  reader.begin_object();
  REQUIRE(reader.take_key("a"));
  CHECK(reader.string().empty());
  CHECK(reader.failed());
  CHECK_FALSE(reader.take_key("a"));
  CHECK(reader.integer() == 0);
  CHECK_FALSE(reader.next_in_array());
  CHECK_FALSE(reader.finished());
}

}  // namespace tact
