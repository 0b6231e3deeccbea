// Names of the vocabulary that rules leave out, and calendars.
#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

TEST_CASE("a purpose that no rule mentions is said") {
  const std::string_view order = "no rule mentions the purpose `service/order`";
  const std::string marketing =
      "- { id: a, when: { purpose: [marketing, survey/satisfaction] }, deny: true }\n";
  CHECK(warns(marketing, order));
  CHECK_FALSE(warns(marketing, "purpose `marketing/newsletter`"));
  CHECK_FALSE(warns(marketing + "- { id: b, when: { purpose: service }, consent: {} }", order));
  // These take requests of every purpose.
  CHECK_FALSE(warns(marketing + "- { id: b, consent: {} }", order));
  CHECK_FALSE(
      warns(marketing + "- { id: b, when: { not: { purpose: marketing } }, consent: {} }", order));
  CHECK_FALSE(warns(marketing + "- { id: b, when: { any: [ { purpose: marketing }, "
                                "{ channel: sms } ] }, consent: {} }",
                    order));
  CHECK(
      warns("- { id: b, when: { any: [ { purpose: marketing }, { purpose: survey } ] }, "
            "deny: true }",
            order));
}

TEST_CASE("a channel that no rule mentions is said") {
  const std::string_view push = "no rule mentions the channel `push`";
  const std::string sms = "- { id: a, when: { channel: [sms, email] }, deny: true }\n";
  CHECK(warns(sms, push));
  CHECK(warns(sms, "4:31: warning: no rule mentions the channel `push`") == false);
  CHECK(warns(sms, "5:32: warning: no rule mentions the channel `push`"));
  CHECK_FALSE(warns(sms, "the channel `sms`"));
  CHECK_FALSE(warns(sms + "- { id: b, when: { purpose: marketing }, consent: {} }", push));
  CHECK_FALSE(warns(sms + "- { id: b, when: { channel: sms }, consent: { channel: push } }", push));
}

TEST_CASE("a channel by which a purpose escapes its rules is said") {
  struct Row {
    std::string_view rules;
    std::string_view by;  // "" nothing is said of promotions
  };
  const auto row = GENERATE(values<Row>({
      {"- { id: a, when: { purpose: marketing, channel: [sms, email] }, consent: {} }\n"
       "- { id: b, when: { purpose: service, channel: [call, push] }, consent: {} }",
       "`call` or `push`"},
      // That no rule mentions calls and push is said once.
      {"- { id: a, when: { purpose: marketing, channel: [sms, email] }, consent: {} }", ""},
      {"- { id: a, when: { purpose: marketing, not: { channel: push } }, consent: {} }", "`push`"},
      {"- { id: a, when: { purpose: marketing }, unless: { channel: push }, consent: {} }",
       "`push`"},
      // Some promotions by push are taken.
      {"- { id: a, when: { purpose: marketing }, unless: { channel: push, stage: vip }, "
       "consent: {} }",
       ""},
      {"- { id: a, when: { purpose: marketing, not: { channel: push } }, consent: {} }\n"
       "- { id: b, when: { channel: push }, absent_from: { lists: [x] } }",
       ""},
      // Somebody tries it out.
      {"- { id: a, when: { purpose: marketing, not: { channel: push } }, consent: {} }\n"
       "- { id: b, mode: shadow, when: { channel: push }, absent_from: { lists: [x] } }",
       ""},
      // No rule singles promotions out.
      {"- { id: a, when: { channel: [sms, email] }, absent_from: { lists: [x] } }", ""},
  }));
  INFO(row.rules);
  const std::string said = warnings_of(row.rules);
  INFO(said);
  const std::string begin = "no rule takes `marketing/promotion` by ";
  if (row.by.empty()) {
    CHECK(said.find(begin) == std::string::npos);
  } else {
    CHECK(said.find(begin + std::string(row.by) + ':') != std::string::npos);
  }
}

TEST_CASE("a calendar is said to end when 90 days or less are left") {
  const std::string_view ends = "the calendar `tr-public` ends on 2027-12-31";
  CHECK(warns("[]", ends, day(2027, 10, 2)));
  CHECK_FALSE(warns("[]", ends, day(2027, 10, 1)));
  CHECK(warns("[]", "does not cover 2028", day(2028, 1, 1)));
  CHECK(warns("[]", "does not cover 2025", day(2025, 6, 1)));
  CHECK_FALSE(warns("[]", "calendar"));
}

TEST_CASE("a calendar that lists no day of a year that it covers is said") {
  const auto said = [](std::string_view calendar, std::optional<LocalDate> today) {
    return messages(compile_text(
        "tact: 1\npolicy: test\nvocabulary: { channels: [sms], purposes: [marketing] }\n"
        "calendars: { c: " +
            std::string(calendar) + " }\nrules: [{ id: a, deny: true }]\n",
        today));
  };
  CHECK(said("{ covers: [2026, 2027], days: [] }", std::nullopt)
            .find("covers 2026 and 2027 but lists no day") != std::string::npos);
  const std::string_view half = "{ covers: [2025, 2026, 2027], days: [2026-12-31] }";
  CHECK(said(half, day(2026, 6, 1)).find("covers 2027 but lists no day") != std::string::npos);
  CHECK(said("{ covers: [2026, 2027], days: [2026-12-31..2027-01-01] }", std::nullopt).empty());
}

}  // namespace
}  // namespace tact
