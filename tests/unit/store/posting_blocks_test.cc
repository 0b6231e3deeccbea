// Blocks of postings: the bytes of src/store/FORMAT.md, and what is refused as damaged.
#include "store/posting_blocks.h"

#include <random>

#include <catch2/catch.hpp>

namespace tact {
namespace {

using Seqs = std::vector<Seq>;

std::string encoded(const Seqs& seqs) {
  std::string value = "what was there before";
  encode_block(seqs, value);
  return value;
}

TEST_CASE("a block's bytes are those of FORMAT.md", "[store]") {
  CHECK(encoded({Seq{3}, Seq{200}, Seq{258}}) == "\xc5\x01\x3a");
  CHECK(encoded({Seq{7}}).empty());
  CHECK(encoded({Seq{0}, Seq{127}, Seq{255}}) == "\x7f\x80\x01");
  CHECK(encoded({Seq{4'096}, Seq{8'191}}) == "\xff\x1f");
}

TEST_CASE("a block ends with its window", "[store]") {
  CHECK(posting_window == 4'096);
  CHECK(window_of(Seq{4'095}) == Seq{0});
  CHECK(window_of(Seq{4'096}) == Seq{4'096});
  CHECK(block_length(Seqs{Seq{5}, Seq{4'095}, Seq{4'096}}) == 2);
  CHECK(block_length(Seqs{Seq{4'096}, Seq{8'191}}) == 2);
  CHECK(block_length(Seqs{Seq{4'095}}) == 1);
}

TEST_CASE("what is written as a block is read from it", "[store]") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    const std::uint64_t window = random() % 1'000'000 * posting_window;
    const std::uint64_t one_in = 1 + random() % 300;
    Seqs seqs;
    for (std::uint64_t i = 0; i < posting_window; ++i) {
      if (random() % one_in == 0) seqs.push_back(Seq{window + i});
    }
    if (seqs.empty()) continue;
    REQUIRE(block_length(seqs) == seqs.size());
    Seqs read;
    REQUIRE(decode_block(seqs.front(), encoded(seqs), read));
    CHECK(read == seqs);
  }
}

TEST_CASE("a damaged block is told", "[store]") {
  Seqs seqs;
  CHECK_FALSE(decode_block(Seq{3}, std::string(1, '\0'), seqs));  // the same entry again
  CHECK_FALSE(decode_block(Seq{3}, "\xc5", seqs));                // cut short
  CHECK_FALSE(decode_block(Seq{4'000}, "\x70", seqs));            // out of its window
  CHECK_FALSE(decode_block(Seq{0}, "\xff\xff", seqs));
}

}  // namespace
}  // namespace tact
