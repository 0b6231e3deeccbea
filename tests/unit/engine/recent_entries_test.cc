#include "engine/recent_entries.h"

#include <string>

#include <catch2/catch.hpp>

namespace tact {
namespace {

// Enough of them fill several chunks.
std::string line_of(std::uint64_t seq) {
  return std::string(1'000 + seq % 7, 'x') + std::to_string(seq);
}

}  // namespace

TEST_CASE("what may not be committed yet is held, as it was written", "[engine]") {
  RecentEntries recent;
  const std::uint64_t first = 41;
  const std::uint64_t end = first + 3'000;
  for (std::uint64_t seq = first; seq < end; ++seq) recent.add(Seq{seq}, line_of(seq));
  CHECK_FALSE(recent.find(Seq{first - 1}));
  CHECK_FALSE(recent.find(Seq{end}));
  for (std::uint64_t seq = first; seq < end; ++seq) CHECK(recent.find(Seq{seq}) == line_of(seq));

  const std::uint64_t stored = first + 1'700;
  recent.forget_before(Seq{stored});
  CHECK_FALSE(recent.find(Seq{first}));
  for (std::uint64_t seq = stored; seq < end; ++seq) CHECK(recent.find(Seq{seq}) == line_of(seq));

  recent.forget_before(Seq{end});
  CHECK_FALSE(recent.find(Seq{end - 1}));
  recent.add(Seq{end}, "memory is used again");
  CHECK(recent.find(Seq{end}) == "memory is used again");
}

}  // namespace tact
