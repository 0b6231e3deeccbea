// Readings of bundles, by a clock that the test sets.
#include "http/bundle_readings.h"

#include <catch2/catch.hpp>

namespace tact::http {
namespace {

using std::chrono::minutes;

const Instant noon = *parse_instant("2026-11-24T12:00:00Z");

AccessEntry bundle(std::uint64_t from, std::uint64_t to) {
  return {"bundles", {}, to - from, Seq{from}, Seq{to}};
}

TEST_CASE("the first reading is recorded at once, and the others of its hour together") {
  BundleReadings readings;
  const auto first = readings.note("m", bundle(256, 512), noon);
  REQUIRE(first);
  CHECK(first->returned == 256);
  for (std::uint64_t i = 0; i < 50; ++i) {
    CHECK_FALSE(readings.note("m", bundle(i * 256, (i + 1) * 256), noon + minutes(59)));
  }
  const auto next = readings.note("m", bundle(0, 7), noon + minutes(60));
  REQUIRE(next);
  CHECK(next->returned == 50 * 256 + 7);
  CHECK(next->entries_from == Seq{0});
  CHECK(next->entries_to == Seq{50 * 256});
  CHECK_FALSE(readings.note("m", bundle(0, 7), noon + minutes(61)));
}

TEST_CASE("each reader has an hour of their own") {
  BundleReadings readings;
  CHECK(readings.note("a", bundle(0, 1), noon));
  CHECK(readings.note("b", bundle(0, 1), noon + minutes(30)));
  CHECK_FALSE(readings.note("a", bundle(0, 1), noon + minutes(59)));
  CHECK_FALSE(readings.note("b", bundle(0, 1), noon + minutes(60)));
  CHECK(readings.note("a", bundle(0, 1), noon + minutes(60)));
}

TEST_CASE("what was kept back is due after the hour, or at the end, once") {
  BundleReadings readings;
  CHECK(readings.note("a", bundle(0, 1), noon));
  CHECK_FALSE(readings.note("a", bundle(0, 2), noon + minutes(1)));
  CHECK(readings.take_due(noon + minutes(59)).empty());
  const auto due = readings.take_due(noon + minutes(60));
  REQUIRE(due.size() == 1);
  CHECK(due.front().first == "a");
  CHECK(due.front().second.returned == 2);
  CHECK(readings.take_due(noon + minutes(60)).empty());
  CHECK_FALSE(readings.note("a", bundle(0, 3), noon + minutes(61)));
  REQUIRE(readings.take_all().size() == 1);
  CHECK(readings.take_all().empty());
}

TEST_CASE("what could not be recorded is recorded with the next") {
  BundleReadings readings;
  const auto first = readings.note("a", bundle(10, 20), noon);
  REQUIRE(first);
  readings.put_back("a", *first);
  const auto again = readings.note("a", bundle(15, 30), noon + minutes(1));
  REQUIRE(again);
  CHECK(again->returned == 25);
  CHECK(again->entries_from == Seq{10});
  CHECK(again->entries_to == Seq{30});
}

}  // namespace
}  // namespace tact::http
