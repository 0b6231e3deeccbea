#include "cli/lines.h"

#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace tact::cli {
namespace {

struct Seen {
  std::uint64_t number;
  std::size_t size;
  bool is_too_long;
  bool operator==(const Seen&) const = default;
};

// Read through a real file: the reader goes below stdio.
std::vector<Seen> lines_of(const std::string& text) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
  REQUIRE(file != nullptr);
  REQUIRE(std::fwrite(text.data(), 1, text.size(), file.get()) == text.size());
  std::rewind(file.get());
  LineReader reader(file.get());
  std::vector<Seen> seen;
  while (const auto line = reader.next()) {
    seen.push_back({line->number, line->text.size(), line->is_too_long});
  }
  CHECK_FALSE(reader.failed());
  CHECK(reader.bytes_read() == text.size());
  CHECK(regular_size(file.get()) == text.size());
  return seen;
}

}  // namespace

TEST_CASE("lines are counted from 1, blank ones too", "[lines]") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("ab\n\nc") == std::vector<Seen>{{1, 2, false}, {2, 0, false}, {3, 1, false}});
  CHECK(lines_of("a\n") == std::vector<Seen>{{1, 1, false}});
}

TEST_CASE("a line over 64 KiB is passed over and the next one is whole", "[lines]") {
  const std::string fits(line_bytes_max, 'x');
  CHECK(lines_of(fits + "\nab\n") == std::vector<Seen>{{1, line_bytes_max, false}, {2, 2, false}});
  // Shorter than the reader's buffer, about as long, and several times as long.
  const std::size_t length =
      GENERATE(as<std::size_t>(), 65'537, 1'048'575, 1'048'576, 1'048'577, 5'000'000);
  CAPTURE(length);
  for (const std::string end : {"\nab\ncd", "\n", ""}) {
    const auto seen = lines_of("a\n" + std::string(length, 'x') + end);
    REQUIRE(seen.size() == (end.size() > 1 ? 4U : 2U));
    CHECK(seen[1].is_too_long);
    if (end.size() > 1) CHECK(seen[3] == Seen{4, 2, false});
  }
}

TEST_CASE("many lines are read across the buffer's end", "[lines]") {
  std::string text;
  for (int i = 0; i < 40'000; ++i)
    text += std::string(static_cast<std::size_t>(i % 97), 'x') + '\n';
  const auto seen = lines_of(text);
  REQUIRE(seen.size() == 40'000);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    REQUIRE(seen[i] == Seen{i + 1, i % 97, false});
  }
}

}  // namespace tact::cli
