// Hours that leave nothing open, and the nearest cases in which a minute is left.
#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

std::string open(std::string_view id, std::string_view rest) {
  return "- { id: " + std::string(id) + ", " + std::string(rest) + " }\n";
}

TEST_CASE("hours that are never open are said") {
  CHECK(warns("- { id: a, hours: { open: [] } }", "never open"));
  CHECK(warns("- { id: a, hours: { open: [\"mon 09:00-09:00\"] } }", "never open"));
  CHECK_FALSE(warns("- { id: a, hours: { open: [\"mon 09:00-09:01\"] } }", "never open"));
}

TEST_CASE("hours that a calendar closes on each of their days are said") {
  struct Row {
    std::string_view days;
    std::string_view hours;
    bool is_closed;
  };
  const auto row = GENERATE(values<Row>({
      {"2026-01-01..2026-12-31", "daily 09:00-18:00", true},
      // Sundays until the middle of the year only.
      {"2026-01-01..2026-06-30", "sun 09:00-18:00", false},
      {"2026-01-01..2026-12-30", "thu 09:00-18:00", false},
      {"2026-01-01..2026-12-30", "wed 09:00-18:00", true},
      // The last Wednesday is closed from nine.
      {"2026-01-01..2026-12-29, \"2026-12-30 09:00\"", "wed 09:00-18:00", true},
      {"2026-01-01..2026-12-29, \"2026-12-30 09:01\"", "wed 09:00-18:00", false},
      // Over midnight they reach into Thursday, the last of the year.
      {"2026-01-01..2026-12-30", "wed 22:00-02:00", false},
  }));
  const std::string text =
      "tact: 1\npolicy: test\nvocabulary: { channels: [sms], purposes: [marketing] }\n"
      "calendars: { c: { covers: [2026], days: [" +
      std::string(row.days) + "] } }\nrules:\n  - { id: a, hours: { open: [\"" +
      std::string(row.hours) + "\"], closed_on: [c] } }\n";
  INFO(text);
  const std::string said = messages(compile_text(text));
  CHECK((said.find("never open: `c` closes each of their days") != std::string::npos) ==
        row.is_closed);
}

TEST_CASE("two hours that share no minute are said with what both take") {
  struct Row {
    std::string_view one;
    std::string_view other;
    std::string_view where;  // "" nothing is said
  };
  const auto row = GENERATE(values<Row>({
      {"when: { channel: sms }, hours: { open: [\"daily 09:00-12:00\"] }",
       "when: { purpose: marketing/promotion }, hours: { open: [\"daily 12:00-18:00\"] }",
       "(sms, marketing/promotion)"},
      {"when: { channel: sms }, hours: { open: [\"daily 09:00-12:01\"] }",
       "when: { purpose: marketing/promotion }, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      {"when: { channel: sms }, hours: { open: [\"daily 09:00-12:00\"] }",
       "when: { channel: call }, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      {"when: { channel: sms }, hours: { open: [\"daily 09:00-12:00\"] }",
       "unless: { channel: sms }, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      {"when: { country: TR }, hours: { open: [\"mon-fri 09:00-12:00\"] }",
       "when: { channel: sms }, hours: { open: [\"sat-sun 09:00-12:00\"] }", "(sms, TR)"},
      // Only whose kind is unknown is taken by both, and that is nobody's mistake.
      {"when: { kind: merchant }, hours: { open: [\"daily 09:00-12:00\"] }",
       "when: { kind: individual }, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      {"hours: { open: [\"daily 09:00-12:00\"] }",
       "hours: { open: [\"daily 12:00-18:00\"], clock: Europe/Berlin }", ""},
      {"hours: { open: [\"daily 09:00-12:00\"], clock: Europe/Berlin }",
       "hours: { open: [\"daily 12:00-18:00\"], clock: Europe/Berlin }", ": what both take is"},
      {"hours: { open: [\"daily 09:00-12:00\"] }",
       "mode: shadow, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      {"hours: { open: [\"daily 09:00-12:00\"] }",
       "effective: { until: 2027-01-01 }, hours: { open: [\"daily 12:00-18:00\"] }", ""},
      // Over midnight.
      {"hours: { open: [\"fri 22:00-02:00\"] }", "hours: { open: [\"sat 01:59-09:00\"] }", ""},
      {"hours: { open: [\"fri 22:00-02:00\"] }", "hours: { open: [\"sat 02:00-09:00\"] }",
       ": what both take is"},
  }));
  const std::string rules = open("one", row.one) + open("other", row.other);
  INFO(rules);
  const std::string said = warnings_of(rules);
  INFO(said);
  if (row.where.empty()) {
    CHECK(said.find("no open minute") == std::string::npos);
  } else {
    CHECK(said.find("no open minute together with those of `one`") != std::string::npos);
    CHECK(said.find(row.where) != std::string::npos);
  }
}

TEST_CASE("three hours may share no minute though any two do") {
  const std::string mornings = open("a", "hours: { open: [\"mon-tue 09:00-12:00\"] }");
  const std::string tuesday = open("b", "hours: { open: [\"tue-wed 09:00-12:00\"] }");
  const std::string others = "hours: { open: [\"mon,wed 09:00-12:00\"] }";
  const std::string_view said = "no open minute together with those of `a` and `b`";
  CHECK(warns(mornings + tuesday + open("c", others), said));
  CHECK(warns(mornings + tuesday + open("c", "when: { channel: sms }, " + others),
              "(sms, service/order)"));
  // Not all of a cell's messages.
  CHECK_FALSE(warns(mornings + tuesday + open("c", "when: { brand: acme }, " + others), said));
}

}  // namespace
}  // namespace tact
