#include "bench/questions.h"

#include <catch2/catch.hpp>

namespace tact::bench {
namespace {

using std::chrono::milliseconds;

// One byte answers one message.
class OneByteEach final : public Questions {
 public:
  using Questions::Questions;

 private:
  Result<std::size_t> take(std::string_view bytes) override {
    load().recorded += bytes.size();
    return bytes.size();
  }
};

Steady::time_point at(int ms) { return Steady::time_point() + milliseconds(ms); }

std::string written(Dialogue& dialogue, int ms) {
  std::string out;
  dialogue.write(at(ms), out);
  return out;
}

TEST_CASE("messages go together, and the next when all of them are answered", "[bench]") {
  Load load;
  OneByteEach asks({"a", "b", "c"}, {2, {}}, load);
  CHECK(written(asks, 0) == "ab");
  CHECK(written(asks, 1).empty());
  REQUIRE(asks.read(at(3), "x").ok());
  CHECK(written(asks, 3).empty());
  REQUIRE(asks.read(at(5), "x").ok());
  CHECK_FALSE(asks.is_done());
  CHECK(written(asks, 5) == "c");
  REQUIRE(asks.read(at(6), "x").ok());
  CHECK(asks.is_done());
  CHECK(load.check(3).ok());
  CHECK(load.latencies.most_us() == 5'000);
  CHECK(load.latencies.quantile_us(0.01) == Approx(1'000).epsilon(0.01));
}

TEST_CASE("of a schedule, a late answer delays the next message and counts for it", "[bench]") {
  Load load;
  OneByteEach asks({"a", "b", "c"}, {1, Schedule{at(10), milliseconds(10)}}, load);
  CHECK(written(asks, 9).empty());
  CHECK(asks.next_due() == at(10));
  CHECK(written(asks, 10) == "a");
  CHECK_FALSE(asks.next_due());
  CHECK(written(asks, 20).empty());  // "b" is due, and waits
  REQUIRE(asks.read(at(45), "x").ok());
  CHECK(asks.next_due() == at(20));
  CHECK(written(asks, 45) == "b");
  REQUIRE(asks.read(at(46), "x").ok());
  CHECK(written(asks, 46) == "c");
  REQUIRE(asks.read(at(47), "x").ok());
  CHECK(asks.is_done());
  CHECK_FALSE(asks.next_due());
  // 35 of "a", 26 of "b", 17 of "c", though each of the last two was answered within 1 ms.
  CHECK(load.latencies.most_us() == 35'000);
  CHECK(load.latencies.quantile_us(0.5) == Approx(26'000).epsilon(0.01));
  CHECK(load.latencies.quantile_us(0.1) == Approx(17'000).epsilon(0.01));
}

TEST_CASE("a message that is sent late counts from when it was due", "[bench]") {
  Load load;
  OneByteEach asks({"a"}, {1, Schedule{at(10), milliseconds(10)}}, load);
  CHECK(written(asks, 14) == "a");
  REQUIRE(asks.read(at(15), "x").ok());
  CHECK(load.latencies.most_us() == 5'000);
}

TEST_CASE("an answer to nothing is an error", "[bench]") {
  Load load;
  OneByteEach asks({"a"}, {1, {}}, load);
  CHECK(written(asks, 0) == "a");
  CHECK_FALSE(asks.read(at(1), "xx").ok());
}

TEST_CASE("a load tells answers by their outcome, and keeps the first failure", "[bench]") {
  Load load;
  load.count(R"({"seq":1,"outcome":"allow"})");
  load.count(R"({"seq":2,"outcome":"defer"})");
  load.count(R"({"seq":3,"outcome":"deny"})");
  load.count(R"({"seq":4})");
  CHECK(load.outcomes == std::array<std::uint64_t, 3>{1, 1, 1});
  CHECK(load.check(4).ok());
  CHECK(load.check(5).error().message == "asked 5, answered 4");
  load.count(R"({"title":"first"})");
  load.count(R"({"title":"second"})");
  CHECK(load.check(6).error().message ==
        R"(2 of 6 were answered by an error, the first by {"title":"first"})");
}

}  // namespace
}  // namespace tact::bench
