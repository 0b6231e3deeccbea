#include "ledger/checkpoint_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read(const CheckpointFile& file) {
  Result<std::optional<std::string>> text = file.read();
  if (!text) FAIL(text.error().message);
  return std::move(*text);
}

TEST_CASE("a checkpoint file holds what was written last", "[ledger]") {
  const TempDir directory;
  const std::string path = directory.path() + "/checkpoint";
  const CheckpointFile file(path);
  CHECK(!read(file).has_value());

  const std::string long_text(100'000, 'x');
  for (const std::string& text : {std::string("origin\n7\nroot\n"), long_text, std::string()}) {
    REQUIRE(file.write(text).ok());
    CHECK(read(file) == text);
    CHECK(read(CheckpointFile(path)) == text);
  }
  // Nothing besides it stays behind.
  CHECK(std::distance(fs::directory_iterator(directory.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("an attempt that was cut short changes nothing, and does not hinder the next",
          "[ledger]") {
  const TempDir directory;
  const CheckpointFile file(directory.path() + "/checkpoint");
  REQUIRE(file.write("first").ok());
  std::ofstream(directory.path() + "/checkpoint.new") << "half of a longer checkp";
  CHECK(read(file) == "first");
  REQUIRE(file.write("second").ok());
  CHECK(read(file) == "second");
}

TEST_CASE("what cannot be written or read is said with its path", "[ledger]") {
  const TempDir directory;
  SECTION("where there is no directory") {
    const std::string path = directory.path() + "/no/checkpoint";
    const Status status = CheckpointFile(path).write("text");
    REQUIRE(!status);
    CHECK(status.error().message == "cannot open `" + path + ".new`: No such file or directory");
    CHECK(!read(CheckpointFile(path)).has_value());
  }
  SECTION("where a directory is in its place") {
    const std::string path = directory.path() + "/checkpoint";
    fs::create_directory(path);
    const Status status = CheckpointFile(path).write("text");
    REQUIRE(!status);
    CHECK(status.error().message == "cannot replace `" + path + "`: Is a directory");
    const Result<std::optional<std::string>> text = CheckpointFile(path).read();
    REQUIRE(!text);
    CHECK(text.error().message == "cannot read `" + path + "`: Is a directory");
  }
  SECTION("where a file is in its directory's place") {
    std::ofstream(directory.path() + "/file") << "";
    const std::string path = directory.path() + "/file/checkpoint";
    const Result<std::optional<std::string>> text = CheckpointFile(path).read();
    REQUIRE(!text);
    CHECK(text.error().message == "cannot open `" + path + "`: Not a directory");
  }
}

}  // namespace
}  // namespace tact
