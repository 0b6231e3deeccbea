#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "tact/time.h"

using namespace std::chrono_literals;
using tact::Instant;

TEST_CASE("an instant is read from RFC 3339 text") {
  struct Row {
    std::string_view text;
    std::string_view in_utc;
  };
  const auto row = GENERATE(values<Row>({
      {"2026-11-24T14:00:00+03:00", "2026-11-24T11:00:00.000Z"},
      {"2026-11-24T14:00:00-03:00", "2026-11-24T17:00:00.000Z"},
      {"2026-11-24T14:00:00Z", "2026-11-24T14:00:00.000Z"},
      {"2026-11-24t14:00:00z", "2026-11-24T14:00:00.000Z"},
      {"2026-11-24T14:00:00-00:00", "2026-11-24T14:00:00.000Z"},
      {"2026-11-24T14:00:00.5Z", "2026-11-24T14:00:00.500Z"},
      {"2026-11-24T14:00:00.04Z", "2026-11-24T14:00:00.040Z"},
      {"2026-11-24T14:00:00.123Z", "2026-11-24T14:00:00.123Z"},
      {"2026-11-24T14:00:00.999999999Z", "2026-11-24T14:00:00.999Z"},  // Dropped, not rounded.
      {"2026-11-24T14:00:00.1239+05:45", "2026-11-24T08:15:00.123Z"},
      {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"},
      {"2026-11-24T23:59:59+23:59", "2026-11-24T00:00:59.000Z"},
      {"2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"},
      {"2000-02-29T12:00:00Z", "2000-02-29T12:00:00.000Z"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
      {"1969-12-31T23:00:00-01:00", "1970-01-01T00:00:00.000Z"},
      {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
  }));
  INFO(row.text);
  const std::optional<Instant> instant = tact::parse_instant(row.text);
  REQUIRE(instant);
  CHECK(tact::format_instant(*instant) == row.in_utc);
}

TEST_CASE("an instant is the count of milliseconds since 1970") {
  // From `date -u -d 2026-11-24T11:00:00Z +%s`.
  CHECK(tact::parse_instant("2026-11-24T14:00:00.007+03:00") == Instant{1795518000007ms});
}

TEST_CASE("anything but RFC 3339 text is no instant") {
  const std::string_view text = GENERATE(values<std::string_view>({
      "",
      "2026-11-24",
      "2026-11-24T14:00:00",   // no offset
      "2026-11-24T14:00Z",     // no seconds
      "2026-11-24 14:00:00Z",  // a space for the T
      "2026-11-24T14:00:00 Z",
      " 2026-11-24T14:00:00Z",
      "2026-11-24T14:00:00Z ",
      "2026-11-24T14:00:00ZZ",
      "2026-11-24T14:00:00.Z",  // no digit after the point
      "2026-11-24T14:00:00,5Z",
      "2026-11-24T14:00:60Z",  // a leap second
      "2016-12-31T23:59:60Z",  // even a real one
      "2026-11-24T24:00:00Z",
      "2026-11-24T14:60:00Z",
      "2026-11-24T14:00:00+3:00",
      "2026-11-24T14:00:00+0300",
      "2026-11-24T14:00:00+03",
      "2026-11-24T14:00:00+24:00",
      "2026-11-24T14:00:00+03:60",
      "2026-11-24T14:00:00+-3:00",
      "2026-11-31T14:00:00Z",
      "2026-02-29T14:00:00Z",  // not a leap year
      "2100-02-29T14:00:00Z",  // nor is this
      "2026-00-24T14:00:00Z",
      "2026-13-24T14:00:00Z",
      "2026-11-00T14:00:00Z",
      "26-11-24T14:00:00Z",
      "+2026-11-24T14:00:00Z",
      "20261124T140000Z",
      "1969-12-31T23:59:59.999Z",   // before 1970
      "1970-01-01T00:00:00+00:01",  // in UTC too
      "9999-12-31T23:59:59-00:01",  // after 9999
      "1795518000",
  }));
  INFO(text);
  CHECK_FALSE(tact::parse_instant(text));
}

TEST_CASE("a text cut short or with a letter in it is no instant") {
  const std::string whole = "2026-11-24T14:00:00.123+03:00";
  REQUIRE(tact::parse_instant(whole));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    INFO(i);
    CHECK_FALSE(tact::parse_instant(whole.substr(0, i)));
    std::string spoilt = whole;
    spoilt[i] = 'x';
    CHECK_FALSE(tact::parse_instant(spoilt));
  }
}

TEST_CASE("every instant reads back from what it is written as") {
  std::mt19937_64 random(20261124);
  std::uniform_int_distribution<std::int64_t> milliseconds(0, 253'402'300'799'999);
  for (int i = 0; i < 20'000; ++i) {
    const Instant instant{std::chrono::milliseconds{milliseconds(random)}};
    REQUIRE(tact::parse_instant(tact::format_instant(instant)) == instant);
  }
}

TEST_CASE("instants are written in UTC") {
  CHECK(tact::format_instant(Instant{}) == "1970-01-01T00:00:00.000Z");
  CHECK(tact::format_instant(Instant{-1ms}) == "1969-12-31T23:59:59.999Z");
  CHECK(tact::format_instant(Instant{86'399'999ms}) == "1970-01-01T23:59:59.999Z");
  SECTION("and never has a year more than four digits") {
    CHECK(tact::format_instant(Instant::max()) == "9999-12-31T23:59:59.999Z");
    CHECK(tact::format_instant(Instant::min()) == "0000-01-01T00:00:00.000Z");
  }
}

TEST_CASE("a date is read and written as year-month-day") {
  using namespace std::chrono;
  CHECK(tact::parse_date("2026-03-20") == local_days{2026y / 3 / 20});
  CHECK(tact::parse_date("1954-02-28") == local_days{1954y / 2 / 28});  // A date of birth.
  CHECK(tact::parse_date("2024-02-29") == local_days{2024y / 2 / 29});
  CHECK(tact::format_date(local_days{2026y / 3 / 20}) == "2026-03-20");
  CHECK(tact::format_date(local_days{1954y / 11 / 2}) == "1954-11-02");
}

TEST_CASE("a day that does not exist is no date") {
  const std::string_view text = GENERATE(values<std::string_view>(
      {"", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1",
       "2026-03-20 ", " 2026-03-20", "2026-03-20T", "2026/03/20", "20260320", "2026-03", "today"}));
  INFO(text);
  CHECK_FALSE(tact::parse_date(text));
}
