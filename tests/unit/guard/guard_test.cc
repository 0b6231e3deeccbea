#include "guard/guard.h"

#include <catch2/catch.hpp>

#include "core/hash/sha256.h"
#include "support/tokens.h"

namespace tact {
namespace {

using test::token_of;

const Instant now = *parse_instant("2026-11-24T12:00:00Z");

PresentedToken shown(const std::string& text) {
  Sha256 sha256;
  auto presented = parse_token(text, sha256);
  REQUIRE(presented.has_value());
  return *presented;
}

// Another secret under the same id.
std::string wrong_secret(std::string text) {
  text.back() = text.back() == '0' ? '1' : '0';
  return text;
}

bool is(const Finding& finding, Refusal refusal) {
  const auto* found = std::get_if<Refusal>(&finding);
  return found != nullptr && *found == refusal;
}

std::string name_in(const Finding& finding) {
  const auto* caller = std::get_if<Caller>(&finding);
  return caller == nullptr ? "" : caller->name;
}

TEST_CASE("a token is proved once and known from then on", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  Guard guard({made.token});
  CHECK(std::holds_alternative<Unproved>(guard.look(shown(made.text), now)));
  const Finding proved = guard.prove(shown(made.text), now);
  CHECK(name_in(proved) == "crm");
  CHECK(std::get<Caller>(proved).roles == Roles(Role::sender));
  CHECK(name_in(guard.look(shown(made.text), now)) == "crm");
}

TEST_CASE("a wrong secret or an unknown id is refused without the slow hash", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  Guard guard({made.token});
  CHECK(is(guard.look(shown(wrong_secret(made.text)), now), Refusal::unknown));
  CHECK(is(guard.look(shown(token_of("x", Role::admin, 9).text), now), Refusal::unknown));
  CHECK(name_in(guard.prove(shown(made.text), now)) == "crm");
  CHECK(is(guard.look(shown(wrong_secret(made.text)), now), Refusal::unknown));
}

TEST_CASE("a wrong secret whose check fits is refused by the slow hash", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  Token with_other_check = made.token;
  const std::string wrong = wrong_secret(made.text);
  with_other_check.check = shown(wrong).check();
  Guard guard({with_other_check});
  REQUIRE(std::holds_alternative<Unproved>(guard.look(shown(wrong), now)));
  CHECK(is(guard.prove(shown(wrong), now), Refusal::unknown));
  // It is not remembered as a right one.
  CHECK(std::holds_alternative<Unproved>(guard.look(shown(wrong), now)));
}

TEST_CASE("an expired token is refused, from the instant on, proved or not", "[guard]") {
  const Instant end = now + std::chrono::hours(1);
  const NewToken made = token_of("crm", Role::sender, 1, end);
  Guard guard({made.token});
  CHECK(is(guard.prove(shown(made.text), end), Refusal::expired));
  CHECK(name_in(guard.look(shown(made.text), end - Duration(1))) == "crm");
  CHECK(is(guard.look(shown(made.text), end), Refusal::expired));
  // Who has not the secret does not learn that it has expired.
  CHECK(is(guard.look(shown(wrong_secret(made.text)), end), Refusal::unknown));
}

TEST_CASE("a revoked token is refused at once, though it was proved", "[guard]") {
  const NewToken crm = token_of("crm", Role::sender, 1);
  const NewToken bank = token_of("bank", Role::writer, 2);
  Guard guard({crm.token, bank.token});
  CHECK(name_in(guard.prove(shown(crm.text), now)) == "crm");
  CHECK(name_in(guard.prove(shown(bank.text), now)) == "bank");
  guard.replace({bank.token});
  CHECK(guard.size() == 1);
  CHECK(is(guard.look(shown(crm.text), now), Refusal::unknown));
  CHECK(is(guard.prove(shown(crm.text), now), Refusal::unknown));
  // Those that stay need no second proof.
  CHECK(name_in(guard.look(shown(bank.text), now)) == "bank");
}

TEST_CASE("a token whose roles have changed has the new ones", "[guard]") {
  const NewToken made = token_of("crm", Role::sender, 1);
  Guard guard({made.token});
  guard.prove(shown(made.text), now);
  Token other = made.token;
  other.roles = Role::auditor;
  guard.replace({other});
  CHECK(std::get<Caller>(guard.look(shown(made.text), now)).roles == Roles(Role::auditor));
}

TEST_CASE("another secret under the same id must be proved anew", "[guard]") {
  const NewToken old = token_of("crm", Role::sender, 1);
  Guard guard({old.token});
  guard.prove(shown(old.text), now);
  Token other = old.token;
  other.hash = hash_secret("another", Salt{}, test::quick);
  guard.replace({other});
  CHECK(std::holds_alternative<Unproved>(guard.look(shown(old.text), now)));
  CHECK(is(guard.prove(shown(old.text), now), Refusal::unknown));
}

TEST_CASE("where there are no tokens nobody is let in", "[guard]") {
  Guard guard({});
  CHECK(is(guard.look(shown(token_of("crm", Role::admin, 1).text), now), Refusal::unknown));
}

TEST_CASE("a token is shown as a bearer's", "[guard]") {
  Sha256 sha256;
  const std::string token = token_of("crm", Role::sender, 1).text;
  struct Row {
    std::string field;
    std::optional<Refusal> refusal;
  };
  const std::vector<Row> rows = {
      {"Bearer " + token, {}},
      {"bearer " + token, {}},
      {"BEARER  " + token, {}},
      {"", Refusal::missing},
      {"Bearer", Refusal::malformed},
      {"Bearer ", Refusal::malformed},
      {token, Refusal::malformed},
      {"Basic " + token, Refusal::malformed},
      {"Bearer " + token + ' ', Refusal::malformed},
      {"Bearer " + token + ", Bearer " + token, Refusal::malformed},
      {"Bearer " + token.substr(0, token.size() - 1), Refusal::malformed},
      {"Bearer not-a-token", Refusal::malformed},
  };
  for (const Row& row : rows) {
    INFO(row.field);
    const auto read = read_authorization(row.field, sha256);
    const auto* refusal = std::get_if<Refusal>(&read);
    CHECK((refusal == nullptr ? std::nullopt : std::optional(*refusal)) == row.refusal);
  }
}

}  // namespace
}  // namespace tact
