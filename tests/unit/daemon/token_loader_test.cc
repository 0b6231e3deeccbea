#include "daemon/token_loader.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "core/hash/sha256.h"
#include "guard/token_disk.h"
#include "support/temp_dir.h"
#include "support/tokens.h"

namespace tact {
namespace {

using test::token_of;

const Instant now = *parse_instant("2026-11-24T12:00:00Z");

class Loaded {
 public:
  std::string file() const { return folder_.path() + "/tokens"; }
  void save(const std::vector<NewToken>& tokens) const {
    REQUIRE(change_token_file(file(), [&](std::vector<Token>& all) {
              all.clear();
              for (const NewToken& token : tokens) all.push_back(token.token);
              return Status(Done{});
            }).ok());
  }
  void damage() const { std::ofstream(file(), std::ios::app) << "damaged\n"; }

 private:
  TempDir folder_;
};

bool lets_in(Guard& guard, const NewToken& token) {
  Sha256 sha256;
  return std::holds_alternative<Caller>(guard.prove(*parse_token(token.text, sha256), now));
}

TEST_CASE("without a file there is no guard", "[daemon]") {
  TokenLoader loader("");
  CHECK(loader.start().ok());
  CHECK(loader.guard() == nullptr);
}

TEST_CASE("a file that cannot be used stops the start", "[daemon]") {
  const Loaded files;
  CHECK_FALSE(TokenLoader(files.file()).start().ok());
  files.save({});
  files.damage();
  CHECK_FALSE(TokenLoader(files.file()).start().ok());
}

TEST_CASE("what is saved is taken up, what is damaged is not", "[daemon]") {
  const Loaded files;
  const NewToken first = token_of("first", Role::sender, 1);
  const NewToken second = token_of("second", Role::sender, 2);
  files.save({first});
  TokenLoader loader(files.file());
  REQUIRE(loader.start().ok());
  CHECK(lets_in(*loader.guard(), first));
  CHECK_FALSE(lets_in(*loader.guard(), second));
  files.save({second});
  loader.reload();
  CHECK_FALSE(lets_in(*loader.guard(), first));
  CHECK(lets_in(*loader.guard(), second));
  files.damage();
  loader.reload();
  CHECK(lets_in(*loader.guard(), second));
  CHECK(loader.guard()->size() == 1);
}

}  // namespace
}  // namespace tact
