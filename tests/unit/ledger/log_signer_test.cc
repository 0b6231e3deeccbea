#include "ledger/log_signer.h"

#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/appender.h"
#include "store/mem_store.h"
#include "support/temp_dir.h"

namespace tact {
namespace {

using Catch::Contains;

NoteSigner signer_of(std::uint8_t byte, const std::string& name = "acme.example/tact") {
  Ed25519Seed seed;
  seed.fill(byte);
  return {name, KeyType::ed25519, seed};
}

// A store of some entries, which a signer does not read beyond their bytes.
struct Ledger {
  void append(const std::vector<std::string>& entries) {
    auto appender = Appender::open(store, "acme.example/tact");
    REQUIRE(appender.ok());
    Group group;
    group.first = store.size();
    group.entries = entries;
    appender->seal(group);
    const Status committed = store.commit(std::move(group));
    REQUIRE(committed.ok());
  }
  Checkpoint checkpoint() { return Appender::open(store, "acme.example/tact")->checkpoint(); }

  MemStore store;
};

std::unique_ptr<LogSigner> open(const Ledger& ledger, const TempDir& folder, std::uint8_t key = 1) {
  auto signer = LogSigner::open(ledger.store, signer_of(key), folder.path() + "/log-key.signed");
  if (!signer) FAIL(signer.error().message);
  return *std::move(signer);
}

std::string refusal(const Ledger& ledger, const TempDir& folder, NoteSigner key = signer_of(1)) {
  auto signer = LogSigner::open(ledger.store, std::move(key), folder.path() + "/log-key.signed");
  return signer ? "" : signer.error().message;
}

// What a note says, its signature verified.
Checkpoint said_by(const std::string& bytes, const NoteSigner& key = signer_of(1)) {
  const auto note = parse_note(bytes);
  REQUIRE(note.ok());
  const std::vector keys = {key.verifier()};
  REQUIRE(verify_note(*note, keys).ok());
  const auto checkpoint = parse_checkpoint(note->text);
  REQUIRE(checkpoint.ok());
  return *checkpoint;
}

TEST_CASE("a signed checkpoint is of all that is stored", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  const auto signer = open(ledger, folder);
  CHECK(said_by(*signer->checkpoint(0)) == ledger.checkpoint());
  ledger.append({"a", "b", "c"});
  CHECK(said_by(*signer->checkpoint(3)) == ledger.checkpoint());
  CHECK(ledger.checkpoint().size == 3);
}

TEST_CASE("what was signed is given again until more is asked for", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a"});
  const auto signer = open(ledger, folder);
  const std::string first = *signer->checkpoint(1);
  ledger.append({"b"});
  CHECK(*signer->checkpoint(1) == first);
  CHECK(*signer->checkpoint(0) == first);
  const std::string second = *signer->checkpoint(2);
  CHECK(said_by(second).size == 2);
  // Never back.
  CHECK(*signer->checkpoint(1) == second);
}

TEST_CASE("a ledger that went on is signed after a new start", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a", "b"});
  REQUIRE(open(ledger, folder)->checkpoint(2).ok());
  ledger.append({"c"});
  const auto again = open(ledger, folder);
  CHECK(said_by(*again->checkpoint(2)).size == 3);
}

TEST_CASE("an older copy of the ledger is not signed", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a", "b"});
  REQUIRE(open(ledger, folder)->checkpoint(2).ok());

  Ledger older;
  older.append({"a"});
  CHECK_THAT(refusal(older, folder),
             Contains("1 entries") && Contains("made at 2") && Contains("--origin"));
  // Nor when it has grown past what was signed, along another way.
  older.append({"x", "y", "z"});
  CHECK_THAT(refusal(older, folder), Contains("does not extend") && Contains("--origin"));
  Ledger other;
  other.append({"a", "x"});
  CHECK_THAT(refusal(other, folder), Contains("does not extend"));
  CHECK(refusal(ledger, folder).empty());
}

TEST_CASE("what was signed is kept before it is given away", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a"});
  const auto signer = open(ledger, folder);
  std::filesystem::remove_all(folder.path());
  CHECK_FALSE(signer->checkpoint(1).ok());
  std::filesystem::create_directories(folder.path());
  CHECK(said_by(*signer->checkpoint(1)).size == 1);
}

TEST_CASE("a key signs the ledger that it is named after, and no other", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a"});
  REQUIRE(open(ledger, folder)->checkpoint(1).ok());
  CHECK_THAT(refusal(ledger, folder, signer_of(1, "acme.example/other")),
             Contains("`acme.example/tact`") && Contains("`acme.example/other`"));
}

TEST_CASE("a record that cannot be read is not passed over", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a"});
  REQUIRE(CheckpointFile(folder.path() + "/log-key.signed").write("acme\n1\n").ok());
  CHECK_THAT(refusal(ledger, folder), Contains("damaged"));
}

TEST_CASE("a new key signs the same checkpoint anew", "[ledger]") {
  const TempDir folder;
  Ledger ledger;
  ledger.append({"a"});
  const auto signer = open(ledger, folder);
  const Checkpoint before = said_by(*signer->checkpoint(1));
  signer->change_key(signer_of(2));
  CHECK(signer->key() == signer_of(2).verifier());
  CHECK(said_by(*signer->checkpoint(1), signer_of(2)) == before);
}

}  // namespace
}  // namespace tact
