// Which addresses are accepted, and in which one form they are kept.
#include "core/records/address.h"

#include <catch2/catch.hpp>

namespace tact {

TEST_CASE("an address is kept in one form", "[records]") {
  struct Row {
    std::string given;
    std::string kept;
  };
  const auto row = GENERATE(values<Row>({
      {"+905321234567", "+905321234567"},
      {"+90 532 123 45 67", "+905321234567"},
      {"+90 (532) 123-45.67", "+905321234567"},
      {"+12345678", "+12345678"},                // 8 digits, the fewest
      {"+123456789012345", "+123456789012345"},  // 15, the most
      {"ayse@example.com", "ayse@example.com"},
      {"Ayse.Oz+News@Example.COM", "ayse.oz+news@example.com"},
      {"a@b.c", "a@b.c"},
      {"ÖZ@example.com", "Öz@example.com"},  // other letters stay as they are
  }));
  const auto address = normalise_address(row.given);
  INFO(row.given);
  REQUIRE(address.ok());
  CHECK(*address == row.kept);
}

TEST_CASE("what is no address is refused, and why is said", "[records]") {
  struct Row {
    std::string given;
    std::string why;
  };
  const auto row = GENERATE(values<Row>({
      {"", "must be a telephone number"},
      {"5321234567", "must be a telephone number"},
      {"0532 123 45 67", "must be a telephone number"},
      {"00905321234567", "write + in place of 00"},
      {"+", "must have 8 to 15 digits"},
      {"+1234567", "must have 8 to 15 digits"},
      {"+1234567890123456", "must have 8 to 15 digits"},
      {"+0532123456", "none begins with 0"},
      {"+90532 CALL", "digits only"},
      {"+90532123456+", "digits only"},
      {"ayse.example.com", "must be a telephone number"},
      {"a@b@example.com", "one @ only"},
      {"@example.com", "1 to 64 bytes before its @"},
      {"ayse@", "a domain with a dot"},
      {"ayse@localhost", "a domain with a dot"},
      {"ayse@.example.com", "a domain with a dot"},
      {"ayse@example.com.", "a domain with a dot"},
      {"ayse@example..com", "a domain with a dot"},
      {" ayse@example.com", "the bare e-mail address"},
      {"Ayse <ayse@example.com>", "the bare e-mail address"},
      {std::string(65, 'a') + "@example.com", "1 to 64 bytes before its @"},
      {"a@" + std::string(252, 'b') + ".c", "3 to 254 bytes"},
  }));
  const auto address = normalise_address(row.given);
  INFO(row.given);
  REQUIRE_FALSE(address.ok());
  CHECK(address.error().message.find(row.why) != std::string::npos);
}

TEST_CASE("the longest address is accepted", "[records]") {
  const std::string longest = std::string(64, 'a') + '@' + std::string(187, 'b') + ".c";
  REQUIRE(longest.size() == 254);
  CHECK(normalise_address(longest).ok());
}

}  // namespace tact
