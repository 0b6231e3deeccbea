#include "core/suggest/suggest.h"

#include <array>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace tact;

namespace {

constexpr std::array<std::string_view, 6> known = {"email", "sms",   "expires_at",
                                                   "brand", "grand", "at"};

}  // namespace

TEST_CASE("a misspelt word finds the known one it most resembles", "[suggest]") {
  struct Row {
    std::string word;
    std::string meant;  // Empty: none is near enough.
  };
  const auto row = GENERATE(values<Row>({
      {"emial", "email"},   // two letters swapped: one slip
      {"emal", "email"},    // one dropped
      {"emaill", "email"},  // one added
      {"enail", "email"},   // one replaced
      {"expries_at", "expires_at"},
      {"expiry_at", "expires_at"},  // two slips of ten letters
      {"xpirs_aat", "expires_at"},  // three of ten: the most there may be
      {"xpirs_aatt", ""},           // four of ten
      {"sns", "sms"},               // one of three
      {"sn", ""},                   // two of three
      {"a", ""},                    // one of two
      {"trand", "brand"},           // as near to `grand`: the first of the two
      {"push", ""},
      {"", ""},
      {"brand", "brand"},
  }));
  INFO(row.word);
  CHECK(closest(row.word, known).value_or("") == row.meant);
}

TEST_CASE("the nearest wins over an earlier one that is less near", "[suggest]") {
  const std::vector<std::string_view> candidates = {"campaigns_of", "campaign"};
  CHECK(closest("campaing", candidates) == "campaign");
}

TEST_CASE("words longer than any name of ours match nothing", "[suggest]") {
  const std::string long_word(65, 'a');
  const std::vector<std::string_view> candidates = {long_word};
  CHECK_FALSE(closest(long_word, candidates));
  const std::string longest(64, 'a');
  const std::vector<std::string_view> shorter = {longest};
  CHECK(closest(std::string(63, 'a') + "b", shorter) == longest);
}

TEST_CASE("the hint is put in words or left out", "[suggest]") {
  CHECK(did_you_mean("emial", known) == " (did you mean `email`?)");
  CHECK(did_you_mean("push", known).empty());
}
