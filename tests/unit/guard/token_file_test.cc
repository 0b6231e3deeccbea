#include "guard/token_file.h"

#include <catch2/catch.hpp>

#include "support/tokens.h"

namespace tact {
namespace {

using test::token_of;

constexpr const char* hash =
    "scrypt:14:8:1:00000000000000000000000000000000:"
    "0000000000000000000000000000000000000000000000000000000000000000";

std::string line(const std::string& name, const std::string& id = "010203040506",
                 const std::string& roles = "sender",
                 const std::string& created = "2026-11-01T00:00:00Z",
                 const std::string& expires = "-", const std::string& check = "ab12",
                 const std::string& hashed = hash) {
  return name + ' ' + id + ' ' + roles + ' ' + created + ' ' + expires + ' ' + check + ' ' +
         hashed + '\n';
}

TEST_CASE("tokens are read as they were written", "[guard]") {
  const std::vector<Token> tokens = {token_of("crm", Role::sender, 1).token,
                                     token_of("ayse", Roles(Role::officer) | Role::auditor, 2,
                                              parse_instant("2027-01-01T00:00:00Z"))
                                         .token};
  const auto read = parse_tokens(format_tokens(tokens));
  REQUIRE(read.ok());
  CHECK(*read == tokens);
  CHECK(parse_tokens(format_tokens({}))->empty());
}

TEST_CASE("the file holds nothing that could be shown as a token", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  const std::string secret = made.text.substr(made.text.rfind('_') + 1);
  const std::string text = format_tokens({made.token});
  CHECK(text.find(secret) == std::string::npos);
  CHECK(text.find(made.text) == std::string::npos);
}

TEST_CASE("remarks, empty lines and blanks are passed over", "[guard]") {
  const auto read = parse_tokens("tact-tokens 1\n\n  # a remark\n\t" + line("crm") + "\r\n");
  REQUIRE(read.ok());
  REQUIRE(read->size() == 1);
  CHECK(read->front().name == "crm");
  CHECK(read->front().check == 0xab12);
  CHECK_FALSE(read->front().expires.has_value());
  // The last line needs no end.
  std::string text = "tact-tokens 1\n" + line("crm");
  text.pop_back();
  CHECK(parse_tokens(text)->size() == 1);
}

TEST_CASE("a broken line is named, and what is wrong with it", "[guard]") {
  struct Row {
    std::string line;
    std::string said;
  };
  const auto row = GENERATE(values<Row>({
      {"crm sender\n", "has 2 columns and not 7"},
      {line("two words"), "has 8 columns and not 7"},
      {line("-crm"), "NAME must be"},
      {line("tactd"), "NAME is what tactd itself is called"},
      {line("crm", "0102"), "ID must be 12 hexadecimal digits"},
      {line("crm", "01020304050G"), "ID must be 12 hexadecimal digits"},
      {line("crm", "010203040506", "sendr"),
       "ROLES takes sender, writer, officer, auditor and "
       "admin, with commas between (did you mean `sender`?)"},
      {line("crm", "010203040506", "sender", "yesterday"), "CREATED is no time"},
      {line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", "2027-01-01"),
       "EXPIRES is neither a time nor `-`"},
      {line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", "-", "12345"),
       "CHECK must be 4 hexadecimal digits"},
      {line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", "-", "1234", "$2b$10$x"),
       "HASH is not scrypt"},
      {line("first"), "has the NAME of line 2"},
      {line("second"), "has the ID of line 2"},
  }));
  INFO(row.line);
  const auto read =
      parse_tokens("tact-tokens 1\n" + line("first") + row.line + line("third", "aaaaaaaaaaaa"));
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().size() == 1);
  CHECK(read.error().front().line == 3);
  CHECK_THAT(read.error().front().message, Catch::StartsWith(row.said));
}

TEST_CASE("all broken lines are named", "[guard]") {
  const auto read = parse_tokens("tact-tokens 2\nx\n" + line("crm") + "y z\n");
  REQUIRE_FALSE(read.ok());
  REQUIRE(read.error().size() == 3);
  CHECK(read.error()[0].line == 1);
  CHECK(read.error()[0].message == "is not `tact-tokens 1`");
  CHECK(read.error()[1].line == 2);
  CHECK(read.error()[2].line == 4);
}

TEST_CASE("an empty file is no token file", "[guard]") {
  CHECK_FALSE(parse_tokens("").ok());
  CHECK(parse_tokens("tact-tokens 1\n")->empty());
}

TEST_CASE("a secret in the wrong column is not repeated in the error", "[guard]") {
  const std::string secret = token_of("crm", Role::sender, 1).text;
  for (const std::string& wrong :
       {line(secret), line("crm", secret), line("crm", "010203040506", secret),
        line("crm", "010203040506", "sender", secret),
        line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", secret),
        line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", "-", secret),
        line("crm", "010203040506", "sender", "2026-11-01T00:00:00Z", "-", "1234", secret),
        secret + '\n'}) {
    const auto read = parse_tokens("tact-tokens 1\n" + wrong);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().front().message.find("tact_") == std::string::npos);
  }
}

}  // namespace
}  // namespace tact
