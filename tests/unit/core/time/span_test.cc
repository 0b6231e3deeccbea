#include <chrono>
#include <string_view>

#include <catch2/catch.hpp>

#include "tact/time.h"

using namespace std::chrono_literals;
using tact::Span;
using tact::SpanUnit;

namespace {

Span exact(tact::Duration length) { return {SpanUnit::exact, length, 0}; }
Span months(int count) { return {SpanUnit::months, {}, count}; }
Span calendar_days(int count) { return {SpanUnit::calendar_days, {}, count}; }

}  // namespace

TEST_CASE("a span is read as a policy writes it") {
  struct Row {
    std::string_view text;
    Span span;
    std::string_view canonical;
  };
  const auto row = GENERATE(values<Row>({
      {"45s", exact(45s), "45s"},
      {"30m", exact(30min), "30m"},
      {"24h", exact(24h), "1d"},
      {"36h", exact(36h), "36h"},
      {"90m", exact(90min), "90m"},
      {"60m", exact(1h), "1h"},
      {"7d", exact(168h), "7d"},
      {"2w", exact(336h), "14d"},
      {"1 month", months(1), "1 month"},
      {"18 months", months(18), "18 months"},
      {"1 months", months(1), "1 month"},
      {"1 year", months(12), "12 months"},
      {"2 years", months(24), "24 months"},
      {"60 calendar days", calendar_days(60), "60 calendar days"},
      {"1 calendar day", calendar_days(1), "1 calendar day"},
      // The longest of each: 100 years.
      {"3155760000s", exact(std::chrono::days{36'525}), "36525d"},
      {"36525d", exact(std::chrono::days{36'525}), "36525d"},
      {"100 years", months(1200), "1200 months"},
      {"1200 months", months(1200), "1200 months"},
      {"36525 calendar days", calendar_days(36'525), "36525 calendar days"},
  }));
  INFO(row.text);
  CHECK(tact::parse_span(row.text) == row.span);
  CHECK(tact::format_span(row.span) == row.canonical);
  CHECK(tact::parse_span(row.canonical) == row.span);
}

TEST_CASE("anything else is no span") {
  const std::string_view text = GENERATE(values<std::string_view>(
      {"", "7", "d", "0d", "0 months", "-7d", "+7d", "07d", "1.5h", "7 d", "7D", "7d ", " 7d",
       "1d12h", "7days", "7 days", "2 weeks", "1month", "1  month", "1 Month", "1 calendar month",
       "60 calendar  days", "calendar day", "calendar days", "1 calendar week", "1e3s", "P7D",
       // Over 100 years.
       "3155760001s", "36526d", "5218w", "101 years", "1201 months", "36526 calendar days",
       "18446744073709551617s", "99999999999999999999999999d"}));
  INFO(text);
  CHECK_FALSE(tact::parse_span(text));
}

TEST_CASE("a length that is no whole number of seconds is written in milliseconds") {
  CHECK(tact::format_span(exact(1500ms)) == "1500ms");
}
