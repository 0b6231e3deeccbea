#include "core/grammar/grammar.h"

#include <functional>
#include <regex>

#include <catch2/catch.hpp>

#include "core/grammar/schema.h"
#include "core/grammar/value_schema.h"
#include "core/policy/comparison.h"
#include "core/policy/reader_hours.h"
#include "core/policy/reader_obligations.h"
#include "core/policy/reader_rules.h"
#include "core/policy/reader_window.h"
#include "core/records/address.h"
#include "core/yaml/values.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

struct Reader {
  Form form{};
  std::function<bool(const std::string&)> takes;
  std::vector<std::string> texts;
};

bool is_exact(const std::string& text) {
  const auto span = parse_span(text);
  return span && span->unit == SpanUnit::exact;
}

bool is_age(const std::string& text) {
  const auto span = parse_span(text);
  return span && span->unit != SpanUnit::calendar_days;
}

// Texts that are right and wrong, and such that are nearly the other.
const std::vector<std::string> spans = {"30m",
                                        "24h",
                                        "7d",
                                        "2w",
                                        "90s",
                                        "18 months",
                                        "1 month",
                                        "2 years",
                                        "1 year",
                                        "0d",
                                        "07d",
                                        "7 d",
                                        "7days",
                                        "d",
                                        "",
                                        "7d ",
                                        "3 Months",
                                        "1 month ",
                                        "-1d",
                                        "1.5h",
                                        "60 calendar days",
                                        "calendar day",
                                        "calendar week",
                                        "calendar month",
                                        "calendar quarter",
                                        "calendar year",
                                        "calendar days",
                                        "calendar",
                                        "1 calendar day",
                                        "7 calender days"};

std::vector<Reader> readers() {
  return {
      {Form::duration, is_exact, spans},
      {Form::age, is_age, spans},
      {Form::span, [](const auto& text) { return parse_span(text).has_value(); }, spans},
      {Form::window, [](const auto& text) { return parse_window(text).has_value(); }, spans},
      {Form::instant,
       [](const auto& text) { return parse_instant(text).has_value(); },
       {"2026-11-24T14:00:00+03:00", "2026-11-24T14:00:00Z", "2026-11-24t14:00:00z",
        "2026-11-24T14:00:00.125Z", "2026-11-24T14:00:00", "2026-11-24 14:00:00Z",
        "2026-11-24T14:00Z", "2026-13-24T14:00:00Z", "2026-11-24T24:00:00Z",
        "2026-11-24T14:00:00+24:00", "2026-11-24T14:00:60Z", "2026-11-24T14:00:00.Z", "now"}},
      {Form::date,
       [](const auto& text) { return parse_date(text).has_value(); },
       {"2026-03-20", "2026-3-20", "2026-00-20", "2026-03-32", "20.03.2026", "2026-03-20 "}},
      {Form::local_time,
       [](const auto& text) { return parse_local_time(text).has_value(); },
       {"2026-08-11", "2026-08-11 13:00", "2026-08-11 24:00", "2026-08-11 24:01", "2026-08-11 9:00",
        "2026-08-11T13:00", "2026-08-11 "}},
      {Form::opening_hours,
       [](const auto& text) { return parse_open_hours(text).ok(); },
       {"mon-fri 09:00-18:00", "daily 00:00-24:00", "fri-mon 22:00-02:00", "mon,wed 09:00-10:00",
        "mon-tue,sat 09:00-10:00", "sun 10:00-10:00", "monday 09:00-18:00", "mon 9:00-18:00",
        "mon 24:00-01:00", "09:00-18:00", "mon-fri 09:00", "mon- 09:00-18:00", "mon 09:00-25:00",
        "mon 09:60-10:00", ",mon 09:00-10:00", "mon  09:00-10:00", "mon-daily 09:00-10:00",
        "Mon 09:00-10:00"}},
      {Form::weekdays,
       [](const auto& text) { return parse_weekdays(text).ok(); },
       {"mon", "mon-fri", "daily", "mon,wed-fri", "fri-mon", "monday", "mon-", "mon,", "", "Mon"}},
      {Form::deadline,
       [](const auto& text) {
         return parse_span(text).has_value() || parse_business_days(text).has_value();
       },
       {"3 business days", "1 business day", "999 business days", "30d", "24h", "24 months",
        "30 calendar days", "0 business days", "1000 business days", "3 businessdays", "3", ""}},
      {Form::address,
       [](const auto& text) { return normalise_address(text).ok(); },
       {"+905321234567", "+90 532 123 45 67", "+90 (532) 123-45.67", "ayse@example.com", "+90",
        "+0905321234567", "05321234567", "ayse", "ayse@", "ayse@home", "a@b@example.com",
        "ayse@example.", "ayse@.com", "ayse@ex..com", "+12345678901234567"}},
  };
}

}  // namespace

TEST_CASE("the schema's patterns take what the readers take") {
  for (const Reader& reader : readers()) {
    const std::regex pattern(form_pattern(reader.form));
    for (const std::string& text : reader.texts) {
      INFO(form_pattern(reader.form) << " and `" << text << '`');
      CHECK(std::regex_search(text, pattern) == reader.takes(text));
    }
  }
}

TEST_CASE("the schema's pattern of comparisons takes what the reader takes") {
  for (const int most : {100, 109, 150, 199}) {
    const std::regex pattern(comparison_pattern(most));
    for (const std::string sign : {"", "<", "<= ", ">", ">= ", "=", "!= ", "=> "}) {
      for (int number = 0; number <= 210; ++number) {
        const std::string text = sign + std::to_string(number);
        const auto read = parse_comparison(text);
        INFO(most << " and `" << text << '`');
        CHECK(std::regex_search(text, pattern) == (read && read->value <= most));
      }
    }
    CHECK_FALSE(std::regex_search("< 018", pattern));
    CHECK_FALSE(std::regex_search("18 years", pattern));
  }
}

TEST_CASE("the schemas that are shipped are those of the declarations") {
  INFO("make them anew: tact policy schema > policies/schema/policy.schema.json, and --tests");
  CHECK((policy_schema() == read_source_file("policies/schema/policy.schema.json")));
  CHECK((test_schema() == read_source_file("policies/schema/policy_test.schema.json")));
}

}  // namespace tact
