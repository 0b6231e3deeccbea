#include <catch2/catch.hpp>

#include "core/policy/reader_hours.h"
#include "core/policy/reader_window.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

// "sun 09:00+4h mon …": the weekday, the start and how long.
std::string shown(std::string_view text) {
  const Result<std::vector<OpenInterval>> read = parse_open_hours(text);
  if (!read) return "error: " + read.error().message;
  constexpr std::string_view names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  std::string all;
  for (const OpenInterval& interval : *read) {
    if (!all.empty()) all += ' ';
    all += std::string(names[interval.weekday.c_encoding()]) + ' ' +
           std::to_string(interval.start.count()) + '-' + std::to_string(interval.end.count());
  }
  return all;
}

}  // namespace

TEST_CASE("open hours are read as weekdays and minutes of the day") {
  struct Row {
    std::string_view text;
    std::string_view intervals;
  };
  const Row row = GENERATE(values<Row>({
      {"mon 09:00-13:00", "mon 540-780"},
      {"mon-wed 09:00-13:00", "mon 540-780 tue 540-780 wed 540-780"},
      {"fri-mon 10:00-11:00", "mon 600-660 fri 600-660 sat 600-660 sun 600-660"},  // It wraps.
      {"mon,wed 09:00-12:00", "mon 540-720 wed 540-720"},
      {"mon-tue,sat 09:00-12:00", "mon 540-720 tue 540-720 sat 540-720"},
      {"sat 09:00-24:00", "sat 540-1440"},
      {"sat 22:00-02:00", "sat 1320-1560"},  // Into Sunday.
      {"sat 22:00-00:00", "sat 1320-1440"},
      {"sun 00:00-24:00", "sun 0-1440"},
      {"mon 12:00-12:00", ""},  // Never.
  }));
  INFO(row.text);
  CHECK(shown(row.text) == row.intervals);
}

TEST_CASE("daily is every day of the week") {
  CHECK(parse_open_hours("daily 09:00-18:00")->size() == 7);
}

TEST_CASE("what are no hours is refused") {
  const std::string_view text =
      GENERATE("", "mon", "09:00-18:00", "mon 9:00-18:00", "mon 09.00-18.00", "mon 09:00",
               "mon 09:00-24:01", "mon 24:00-25:00", "mon 24:00-02:00", "Mon 09:00-18:00",
               "mon- 09:00-18:00", "mon-fri-sat 09:00-18:00", "mon, tue 09:00-18:00",
               "mon  09:00-18:00", "mon 09:00-18:00 ", "mon 09:60-18:00", "noon 09:00-18:00");
  INFO(text);
  CHECK_FALSE(parse_open_hours(text).ok());
}

TEST_CASE("hours name their calendars and their clock") {
  const Rule rule = compiled_rule(
      "hours:\n"
      "  open: [mon-fri 09:00-18:00, \"sat 10:00-16:00\"]\n"
      "  closed_on: tr-public\n"
      "  clock: Europe/Berlin\n");
  const auto& hours = std::get<HoursCheck>(rule.check);
  CHECK(hours.open.size() == 6);
  CHECK(hours.closed_on == std::vector<std::string>{"tr-public"});
  REQUIRE(hours.clock != nullptr);
  CHECK(hours.clock->name() == "Europe/Berlin");
  CHECK(hours.text == "mon-fri 09:00-18:00, sat 10:00-16:00");
}

TEST_CASE("without a clock, or with the customer's, hours are the customer's") {
  const std::string clock = GENERATE("", "  clock: customer\n");
  const Rule rule = compiled_rule("hours:\n  open: daily 09:00-18:00\n" + clock);
  CHECK(std::get<HoursCheck>(rule.check).clock == nullptr);
}

TEST_CASE("windows are rolling, of the calendar, or so many dates") {
  CHECK(parse_window("24h")->kind == WindowKind::rolling);
  CHECK(parse_window("7d")->length == std::chrono::hours(168));
  CHECK(parse_window("calendar week")->kind == WindowKind::calendar_week);
  CHECK(parse_window("calendar quarter")->text == "calendar quarter");
  CHECK(parse_window("30 calendar days")->days == 30);
  for (const std::string_view text : {"", "7", "7 d", "3 months", "calendar", "calendar decade"}) {
    INFO(text);
    CHECK_FALSE(parse_window(text));
  }
}

}  // namespace tact
