#include "guard/token_disk.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "support/temp_dir.h"
#include "support/tokens.h"

namespace tact {
namespace {

using Catch::Contains;
using test::token_of;

class TokenFolder {
 public:
  const std::string& folder() const { return folder_.path(); }
  std::string file() const { return folder() + "/tokens"; }
  void put(const std::string& text) const {
    std::ofstream(file()) << text;
    ::chmod(file().c_str(), 0600);
  }
  Status add(const std::string& name, std::uint8_t number) const {
    return change_token_file(file(), [&](std::vector<Token>& tokens) {
      tokens.push_back(token_of(name, Role::sender, number).token);
      return Status(Done{});
    });
  }
  std::size_t files() const {
    const std::filesystem::directory_iterator all(folder());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

 private:
  TempDir folder_;
};

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

TEST_CASE("a token file is made for its owner alone, and read again", "[guard]") {
  const TokenFolder folder;
  const mode_t before = ::umask(0);
  const Status added = folder.add("crm", 1);
  ::umask(before);
  REQUIRE(added.ok());
  CHECK(mode_of(folder.file()) == 0600);
  REQUIRE(folder.add("bank", 2).ok());
  CHECK(mode_of(folder.file()) == 0600);
  const auto read = read_token_file(folder.file());
  REQUIRE(read.ok());
  REQUIRE(read->size() == 2);
  CHECK(read->back().name == "bank");
  CHECK(folder.files() == 1);  // Nothing is left beside it.
}

TEST_CASE("a file that others may read or write is refused", "[guard]") {
  const TokenFolder folder;
  REQUIRE(folder.add("crm", 1).ok());
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0666, 0601}) {
    REQUIRE(::chmod(folder.file().c_str(), mode) == 0);
    INFO(mode);
    const auto read = read_token_file(folder.file());
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().message, Contains("chmod 600"));
    CHECK_FALSE(folder.add("bank", 2).ok());
  }
  REQUIRE(::chmod(folder.file().c_str(), 0400) == 0);
  CHECK(read_token_file(folder.file())->size() == 1);
}

TEST_CASE("a change that is refused writes nothing", "[guard]") {
  const TokenFolder folder;
  REQUIRE(folder.add("crm", 1).ok());
  const auto written = std::filesystem::last_write_time(folder.file());
  const Status changed = change_token_file(folder.file(), [](std::vector<Token>& tokens) {
    tokens.clear();
    return Status(Error{"no"});
  });
  CHECK_FALSE(changed.ok());
  CHECK(std::filesystem::last_write_time(folder.file()) == written);
  CHECK(read_token_file(folder.file())->size() == 1);
}

TEST_CASE("a broken file is not written over", "[guard]") {
  const TokenFolder folder;
  folder.put("tact-tokens 1\nbroken\n");
  const Status added = folder.add("crm", 1);
  REQUIRE_FALSE(added.ok());
  CHECK_THAT(added.error().message, Contains("line 2 has 1 columns and not 7"));
  std::ifstream file(folder.file());
  CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == "tact-tokens 1\nbroken\n");
}

TEST_CASE("of many broken lines some are said", "[guard]") {
  const TokenFolder folder;
  folder.put("tact-tokens 1\na\nb\nc\nd\ne\nf\ng\n");
  const auto read = read_token_file(folder.file());
  REQUIRE_FALSE(read.ok());
  CHECK_THAT(read.error().message, Contains("line 6") && Contains("and 2 more lines"));
}

TEST_CASE("what cannot be read is said", "[guard]") {
  const TokenFolder folder;
  CHECK_THAT(read_token_file(folder.file()).error().message, Contains("tactd token add"));
  CHECK_THAT(read_token_file(folder.folder()).error().message, Contains("is not a file"));
  CHECK_FALSE(change_token_file(folder.folder() + "/nowhere/tokens", [](std::vector<Token>&) {
                return Status(Done{});
              }).ok());
}

TEST_CASE("a reader sees the file before or after a change, never in between", "[guard]") {
  const TokenFolder folder;
  REQUIRE(folder.add("first", 1).ok());
  std::atomic<bool> has_written{false};
  std::thread writer([&] {
    for (std::uint8_t i = 2; i < 40 && folder.add("t" + std::to_string(i), i).ok(); ++i) {
    }
    has_written = true;
  });
  std::size_t seen = 1;
  std::size_t broken = 0;
  while (!has_written) {
    const auto read = read_token_file(folder.file());
    if (read && read->size() >= seen) {
      seen = read->size();
    } else {
      ++broken;
    }
  }
  writer.join();
  CHECK(broken == 0);
  CHECK(read_token_file(folder.file())->size() == 39);
}

TEST_CASE("of two who change it at once neither is lost", "[guard]") {
  const TokenFolder folder;
  const auto add = [&folder](std::uint8_t from) {
    for (std::uint8_t i = from; i < from + 20; ++i) {
      if (!folder.add("t" + std::to_string(i), i).ok()) return;
    }
  };
  std::thread other(add, std::uint8_t{0});
  add(20);
  other.join();
  CHECK(read_token_file(folder.file())->size() == 40);
}

TEST_CASE("behind a link the file is changed, not the link", "[guard]") {
  const TokenFolder folder;
  REQUIRE(folder.add("crm", 1).ok());
  const std::string link = folder.folder() + "/link";
  std::filesystem::create_symlink(folder.file(), link);
  REQUIRE(change_token_file(link, [](std::vector<Token>& tokens) {
            tokens.clear();
            return Status(Done{});
          }).ok());
  CHECK(std::filesystem::is_symlink(link));
  CHECK(read_token_file(folder.file())->empty());
}

}  // namespace
}  // namespace tact
