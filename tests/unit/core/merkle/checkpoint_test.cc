#include "core/merkle/checkpoint.h"

#include <algorithm>
#include <limits>
#include <string>

#include <catch2/catch.hpp>

#include "core/hash/encoding.h"

using namespace tact;

namespace {

// The root of the eight leaves of Certificate Transparency's vectors.
const std::string root_text = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";

Hash256 root_of_eight() {
  const std::string bytes =
      from_hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328").value();
  Hash256 root;
  std::copy(bytes.begin(), bytes.end(), root.begin());
  return root;
}

}  // namespace

TEST_CASE("a checkpoint is three lines: origin, size, root", "[merkle]") {
  const Checkpoint checkpoint{"example.com/tact", 8, root_of_eight()};
  const std::string text = "example.com/tact\n8\n" + root_text + "\n";
  CHECK(format_checkpoint(checkpoint) == text);
  const auto parsed = parse_checkpoint(text);
  REQUIRE(parsed.ok());
  CHECK(*parsed == checkpoint);
}

TEST_CASE("any size survives being written and read", "[merkle]") {
  const std::uint64_t size = GENERATE(std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{10},
                                      std::numeric_limits<std::uint64_t>::max());
  const Checkpoint checkpoint{"o", size, Hash256{}};
  const auto parsed = parse_checkpoint(format_checkpoint(checkpoint));
  REQUIRE(parsed.ok());
  CHECK(*parsed == checkpoint);
}

TEST_CASE("what is not exactly a checkpoint is refused, and why is said", "[merkle]") {
  struct Row {
    std::string text;
    std::string because;
  };
  const std::string lines = "three lines";
  const std::string origin = "first line";
  const std::string size = "second line";
  const std::string root = "third line";
  const auto row = GENERATE_COPY(values<Row>({
      {"", lines},
      {"o\n8\n", lines},
      {"o\n8\n" + root_text, lines},                // The last line feed is missing.
      {"o\n8\n" + root_text + "\nextra\n", lines},  // An extension line.
      {"o\n8\n" + root_text + "\n\n", lines},
      {"o\r\n8\n" + root_text + "\n", origin},
      {"\n8\n" + root_text + "\n", origin},
      {"my log\n8\n" + root_text + "\n", origin},
      {"a+b\n8\n" + root_text + "\n", origin},
      {"\xc3\xa9\n8\n" + root_text + "\n", origin},
      {"o\n\n" + root_text + "\n", size},
      {"o\n08\n" + root_text + "\n", size},
      {"o\n+8\n" + root_text + "\n", size},
      {"o\n-8\n" + root_text + "\n", size},
      {"o\n8 \n" + root_text + "\n", size},
      {"o\n8.0\n" + root_text + "\n", size},
      {"o\n18446744073709551616\n" + root_text + "\n", size},
      {"o\n8\nXcna\n", root},
      {"o\n8\n" + root_text.substr(0, 43) + "\n", root},
      {"o\n8\n" + root_text + " \n", root},
      {"o\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n", root},  // A spare bit is set.
  }));
  const auto parsed = parse_checkpoint(row.text);
  INFO(row.text);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().message.find(row.because) != std::string::npos);
}
