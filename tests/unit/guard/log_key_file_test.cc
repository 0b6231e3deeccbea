#include "guard/log_key_file.h"

#include <fstream>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "guard/private_file.h"
#include "support/temp_dir.h"

namespace tact {
namespace {

using Catch::Contains;

SecretKey key_of(std::uint8_t byte) {
  Ed25519Seed seed;
  seed.fill(byte);
  return {"acme.example/tact", KeyType::ed25519, seed};
}

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

void put(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
}

TEST_CASE("a log's key is kept for its owner alone, in a folder of its own", "[guard]") {
  const TempDir folder;
  const std::string path = folder.path() + "/data/keys/log-key";
  const mode_t before = ::umask(0);
  const Status written = write_log_keys(path, {key_of(1), std::nullopt});
  ::umask(before);
  REQUIRE(written.ok());
  CHECK(mode_of(path) == 0600);
  CHECK(mode_of(folder.path() + "/data/keys") == 0700);
  const auto read = read_log_keys(path);
  REQUIRE(read.ok());
  REQUIRE(read->has_value());
  CHECK((*read)->key.seed == key_of(1).seed);
  CHECK_FALSE((*read)->previous);
}

TEST_CASE("the key before is kept beside its successor", "[guard]") {
  const TempDir folder;
  const std::string path = folder.path() + "/log-key";
  REQUIRE(write_log_keys(path, {key_of(2), key_of(1)}).ok());
  const auto read = read_log_keys(path);
  REQUIRE(read.ok());
  CHECK((*read)->key.seed == key_of(2).seed);
  REQUIRE((*read)->previous);
  CHECK((*read)->previous->seed == key_of(1).seed);
}

TEST_CASE("no key file is not an error, a broken or open one is", "[guard]") {
  const TempDir folder;
  const std::string path = folder.path() + "/log-key";
  const auto none = read_log_keys(path);
  REQUIRE(none.ok());
  CHECK_FALSE(none->has_value());

  const std::string line = format_secret_key(key_of(1));
  const auto refusal = [&](const std::string& text) {
    put(path, text);
    const auto read = read_log_keys(path);
    return read ? std::string() : read.error().message;
  };
  CHECK(refusal(line).empty());
  CHECK_THAT(refusal(""), Contains("holds no key"));
  CHECK_THAT(refusal("# nothing\n"), Contains("holds no key"));
  CHECK_THAT(refusal("\n# broken\n" + line.substr(0, line.size() - 4)), Contains("line 3"));
  CHECK(refusal(line.substr(0, line.size() - 4)).find("PRIVATE") == std::string::npos);
  CHECK_THAT(refusal(line + '\n' + line + '\n' + line), Contains("line 3"));
  put(path, line);
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  CHECK_THAT(read_log_keys(path).error().message, Contains("chmod 600"));
}

TEST_CASE("a file's lock is one process's, and ends with its holder", "[guard]") {
  const TempDir folder;
  const std::string path = folder.path() + "/lock";
  {
    const auto first = FileLock::try_on(path);
    REQUIRE(first.ok());
    REQUIRE(first->has_value());
    const auto second = FileLock::try_on(path);
    REQUIRE(second.ok());
    CHECK_FALSE(second->has_value());
  }
  CHECK(FileLock::try_on(path)->has_value());
}

}  // namespace
}  // namespace tact
