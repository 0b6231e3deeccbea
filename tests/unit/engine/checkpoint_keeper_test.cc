#include "engine/checkpoint_keeper.h"

#include <catch2/catch.hpp>

#include "support/temp_dir.h"

namespace tact::test {
namespace {

Anchor anchor_of(std::uint64_t size) {
  Anchor anchor;
  anchor.checkpoint.origin = "example.com/tact";
  anchor.checkpoint.size = size;
  return anchor;
}

void none(const std::string& why) { FAIL(why); }

}  // namespace

TEST_CASE("the checkpoint that was offered last is in the file in the end", "[checkpoint]") {
  const TempDir directory;
  const std::string path = directory.path() + "/checkpoint";
  {
    CheckpointKeeper keeper(path, none);
    for (std::uint64_t size = 1; size <= 20; ++size) keeper.offer(anchor_of(size));
  }
  const auto text = CheckpointFile(path).read();
  REQUIRE(text.ok());
  CHECK(*text == format_anchor(anchor_of(20)));
}

TEST_CASE("where no checkpoint was offered there is no file", "[checkpoint]") {
  const TempDir directory;
  const std::string path = directory.path() + "/checkpoint";
  { const CheckpointKeeper keeper(path, none); }
  CHECK_FALSE(CheckpointFile(path).read()->has_value());
}

TEST_CASE("without a file what is offered counts as written", "[checkpoint]") {
  CheckpointKeeper keeper("", none);
  keeper.offer(anchor_of(7));
  CHECK(keeper.written().size == 7);
}

TEST_CASE("a checkpoint that cannot be written is told", "[checkpoint]") {
  const TempDir directory;
  std::string told;
  {
    CheckpointKeeper keeper(directory.path() + "/absent/checkpoint",
                            [&told](const std::string& why) { told = why; });
    keeper.offer(anchor_of(1));
  }
  CHECK_THAT(told, Catch::Contains("absent/checkpoint"));
}

}  // namespace tact::test
