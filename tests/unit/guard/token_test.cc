#include "guard/token.h"

#include <catch2/catch.hpp>

#include "core/hash/sha256.h"
#include "support/tokens.h"

namespace tact {
namespace {

using test::token_of;

TEST_CASE("a token is its prefix, its id and its secret", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  std::string secret;
  for (int i = 0; i < 32; ++i) secret += "65";
  CHECK(made.text == "tact_010101010101_" + secret);
  CHECK(made.token.id == "010101010101");
  Sha256 sha256;
  const auto presented = parse_token(made.text, sha256);
  REQUIRE(presented.has_value());
  CHECK(presented->id == made.token.id);
  CHECK(presented->secret == secret);
  CHECK(presented->digest == sha256.hash(made.text));
  CHECK(presented->check() == made.token.check);
  CHECK(is_secret_of(made.token.hash, presented->secret));
}

TEST_CASE("what is cut off, lengthened or misspelt is no token", "[guard]") {
  const std::string text = token_of("crm", Role::sender, 1).text;
  Sha256 sha256;
  for (std::size_t length = 0; length < text.size(); ++length) {
    CHECK_FALSE(parse_token(text.substr(0, length), sha256).has_value());
    CHECK_FALSE(parse_token(text.substr(text.size() - length), sha256).has_value());
  }
  CHECK_FALSE(parse_token(text + '0', sha256).has_value());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string wrong = text;
    wrong[at] = wrong[at] == '_' ? '0' : 'G';
    CHECK_FALSE(parse_token(wrong, sha256).has_value());
  }
}

TEST_CASE("a token's name is short and plain", "[guard]") {
  for (const char* name : {"crm", "ayse.k", "CRM-2027_eu", "7"}) {
    INFO(name);
    CHECK(wrong_with_token_name(name).empty());
  }
  for (const std::string& name :
       {std::string(), std::string(65, 'a'), std::string("two words"), std::string("-crm"),
        std::string("çrm"), std::string("a\nb"), std::string("#crm"), std::string("a,b")}) {
    INFO(name);
    CHECK_FALSE(wrong_with_token_name(name).empty());
  }
}

TEST_CASE("nobody is called what the daemon is called in the log", "[guard]") {
  CHECK_FALSE(wrong_with_token_name("tactd").empty());
  CHECK_FALSE(wrong_with_token_name("anonymous").empty());
}

TEST_CASE("a token given in place of a name is not repeated", "[guard]") {
  const std::string text = token_of("crm", Role::sender, 1).text;
  const std::string wrong = wrong_with_token_name(text);
  CHECK_THAT(wrong, Catch::Contains("give the token's name"));
  CHECK(wrong.find("tact_") == std::string::npos);
}

}  // namespace
}  // namespace tact
