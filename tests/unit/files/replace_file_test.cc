#include "files/replace_file.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "files/disk_files.h"
#include "support/temp_dir.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("a file is replaced whole, with its permissions, and nothing is left beside it") {
  const TempDir folder;
  const std::string path = folder.path() + "/policy.yaml";
  fs::copy_file(TACT_SOURCE_DIR "/policies/example/policy.yaml", path);
  fs::permissions(path, fs::perms(0640));
  REQUIRE(replace_file(path, "tact: 1\n").ok());
  DiskFiles files;
  CHECK(files.read(path).value() == "tact: 1\n");
  CHECK(fs::status(path).permissions() == fs::perms(0640));
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a symbolic link stays one") {
  const TempDir folder;
  const std::string path = folder.path() + "/policy.yaml";
  const std::string link = folder.path() + "/link.yaml";
  fs::copy_file(TACT_SOURCE_DIR "/policies/example/policy.yaml", path);
  fs::create_symlink("policy.yaml", link);
  REQUIRE(replace_file(link, "tact: 1\n").ok());
  CHECK(fs::is_symlink(link));
  DiskFiles files;
  CHECK(files.read(path).value() == "tact: 1\n");
}

TEST_CASE("what is not there is not made") {
  const TempDir folder;
  const std::string path = folder.path() + "/gone.yaml";
  CHECK(replace_file(path, "tact: 1\n").error().message == "there is no file `" + path + "`");
  CHECK_FALSE(fs::exists(path));
}

}  // namespace tact
