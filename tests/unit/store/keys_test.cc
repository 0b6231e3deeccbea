// The worked example of src/store/FORMAT.md: these bytes are on disks and never change.
#include "store/keys.h"

#include <limits>
#include <vector>

#include <catch2/catch.hpp>

namespace tact {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text.push_back(static_cast<char>(value));
  return text;
}

TEST_CASE("the bytes are those of FORMAT.md", "[store]") {
  CHECK(seq_text(Seq{258}) == bytes({0, 0, 0, 0, 0, 0, 1, 2}));
  CHECK(record_key({Table::customer, "c-1"}) == bytes({1, 'c', '-', '1'}));
  CHECK(record_key({Table::registers, ""}) == bytes({20}));
  CHECK(posting_key("c:x", Seq{3}) == bytes({0, 3, 'c', ':', 'x', 0, 0, 0, 0, 0, 0, 0, 3}));
  CHECK(posting_key("c:x", Seq{258}) == bytes({0, 3, 'c', ':', 'x', 0, 0, 0, 0, 0, 0, 1, 2}));
  CHECK(posting_prefix(std::string(256, 't')).substr(0, 3) == bytes({1, 0, 't'}));
  CHECK(size_key == "size");
  CHECK(frontier_key == "frontier");
  CHECK(scrubbed_key == "scrubbed_before");
  CHECK(dropped_key == "dropped_before");
  CHECK(watermark_key == bytes({255}) + "settled_before");
}

TEST_CASE("a table's number on disk is as it always was", "[store]") {
  CHECK(static_cast<int>(Table::customer) == 1);
  CHECK(static_cast<int>(Table::address) == 2);
  CHECK(static_cast<int>(Table::household_name) == 3);
  CHECK(static_cast<int>(Table::subject_name) == 4);
  CHECK(static_cast<int>(Table::evidence) == 5);
  CHECK(static_cast<int>(Table::cosignature) == 8);
  CHECK(static_cast<int>(Table::rollup_base) == 11);
  CHECK(static_cast<int>(Table::subject) == 16);
  CHECK(static_cast<int>(Table::household) == 17);
  CHECK(static_cast<int>(Table::request) == 18);
  CHECK(static_cast<int>(Table::volume_part) == 19);
  CHECK(static_cast<int>(Table::registers) == 20);
}

TEST_CASE("numbers come back from their bytes, and sort as their bytes do", "[store]") {
  const std::vector<std::uint64_t> ascending{
      0, 1, 255, 256, 65'536, 1ULL << 63, std::numeric_limits<std::uint64_t>::max()};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    CHECK(parse_seq(seq_text(Seq{ascending[i]})) == Seq{ascending[i]});
    if (i > 0) CHECK(seq_text(Seq{ascending[i - 1]}) < seq_text(Seq{ascending[i]}));
  }
  CHECK(!parse_seq(""));
  CHECK(!parse_seq("seven77"));
  CHECK(!parse_seq("nine99999"));
}

}  // namespace
}  // namespace tact
