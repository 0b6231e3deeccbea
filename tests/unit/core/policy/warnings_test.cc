// Each warning where it must come, and the nearest case in which it would be a false alarm.
#include <catch2/catch.hpp>

#include "unit/core/policy/support.h"

namespace tact {
namespace {

// Whether a warning with `part` in it comes.
bool warns(std::string_view rules, std::string_view part,
           std::optional<LocalDate> today = std::nullopt) {
  const Compiled compiled = compile_text(policy_with(rules), today);
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy);
  return messages(compiled).find(part) != std::string::npos;
}

constexpr std::string_view never_binds = "can never bind";
constexpr std::string_view never_applies = "can never apply";

struct Caps {
  std::string_view idle;
  std::string_view other;
};

std::string rules_of(const Caps& caps) {
  return "- { id: one, " + std::string(caps.idle) + " }\n- { id: other, " +
         std::string(caps.other) + " }\n";
}

}  // namespace

TEST_CASE("a cap is idle where another is always reached first") {
  const Caps caps = GENERATE(values<Caps>({
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 4, within: 7d }", "cap: { at_most: 3, within: 7d }"},
      {"when: { channel: sms }, cap: { at_most: 3, within: 7d }",
       "cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 2, within: calendar day }", "cap: { at_most: 2, within: calendar month }"},
      {"cap: { at_most: 2, within: calendar week }",
       "cap: { at_most: 2, within: 7 calendar days }"},
      {"cap: { at_most: 2, within: 7d, same: [brand] }", "cap: { at_most: 2, within: 7d }"},
      {"unless: { stage: vip }, cap: { at_most: 3, within: 7d }",
       "cap: { at_most: 3, within: 7d }"},
  }));
  INFO(rules_of(caps));
  CHECK(warns(rules_of(caps), never_binds));
}

TEST_CASE("a cap is not called idle where it may bind") {
  const Caps caps = GENERATE(values<Caps>({
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 4, within: 7d }"},
      {"cap: { at_most: 3, within: 7d }",
       "when: { channel: sms }, cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 24h }",
       "unless: { stage: vip }, cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 24h }", "mode: shadow, cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 24h }",
       "effective: { from: 2027-01-01 }, cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d, basis: delivered }"},
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d, per: household }"},
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d, same: [brand] }"},
      {"cap: { at_most: 3, within: 24h }",
       "cap: { at_most: 3, within: 7d, count: { brand: acme } }"},
      // A denial says more than a deferral.
      {"on_fail: deny, cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d }"},
      // Days are not hours: a local day may have 25 of them.
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: calendar day }"},
      {"cap: { at_most: 3, within: calendar day }", "cap: { at_most: 3, within: 24h }"},
      {"cap: { at_most: 3, within: calendar week }", "cap: { at_most: 3, within: calendar month }"},
      {"cap: { at_most: 3, within: calendar month }",
       "cap: { at_most: 3, within: 30 calendar days }"},
      {"gap: { at_least: 1h }", "cap: { at_most: 1, within: 7d }"},
  }));
  INFO(rules_of(caps));
  CHECK_FALSE(warns(rules_of(caps), "`other` is always reached first"));
}

TEST_CASE("of two equal caps only the second is idle") {
  const std::string rules =
      rules_of({"cap: { at_most: 3, within: 7d }", "cap: { at_most: 3, within: 7d }"});
  CHECK(warns(rules, "`one` is always reached first"));
  CHECK_FALSE(warns(rules, "`other` is always reached first"));
}

TEST_CASE("a rule never applies where unless exempts all that when takes") {
  CHECK(warns("- { id: a, unless: {}, deny: true }", never_applies));
  CHECK(
      warns("- { id: a, when: { channel: sms, brand: acme }, unless: { channel: [sms, call] }, "
            "deny: true }",
            never_applies));
  CHECK_FALSE(
      warns("- { id: a, when: { channel: [sms, call] }, unless: { channel: sms }, "
            "deny: true }",
            never_applies));
  // Who has an unknown stage is taken by `when` and not exempted by `unless`.
  CHECK_FALSE(warns("- { id: a, when: { stage: vip }, unless: { stage: vip }, deny: true }",
                    never_applies));
}

TEST_CASE("a rule never applies where its time is over or never comes") {
  const LocalDate today = day(2026, 11, 24);
  const auto rule = [](const std::string& effective) {
    return "- { id: a, effective: " + effective + ", deny: true }";
  };
  CHECK(warns(rule("{ from: 2027-01-01, until: 2027-01-01 }"), never_applies));
  CHECK_FALSE(warns(rule("{ from: 2027-01-01, until: \"2027-01-01 00:01\" }"), never_applies));
  CHECK(warns(rule("{ until: 2026-11-23 }"), never_applies, today));
  // Somewhere it may still be yesterday.
  CHECK_FALSE(warns(rule("{ until: \"2026-11-23 00:01\" }"), never_applies, today));
  CHECK_FALSE(warns(rule("{ until: 2026-11-01 }"), never_applies));
}

TEST_CASE("hours that are never open are said") {
  CHECK(warns("- { id: a, hours: { open: [] } }", "never open"));
  CHECK(warns("- { id: a, hours: { open: [\"mon 09:00-09:00\"] } }", "never open"));
  CHECK_FALSE(warns("- { id: a, hours: { open: [\"mon 09:00-09:01\"] } }", "never open"));
}

TEST_CASE("a calendar is said to end when 90 days or less are left") {
  const std::string_view ends = "the calendar `tr-public` ends on 2027-12-31";
  CHECK(warns("[]", ends, day(2027, 10, 2)));
  CHECK_FALSE(warns("[]", ends, day(2027, 10, 1)));
  CHECK(warns("[]", "does not cover 2028", day(2028, 1, 1)));
  CHECK(warns("[]", "does not cover 2025", day(2025, 6, 1)));
  CHECK_FALSE(warns("[]", "calendar"));
}

TEST_CASE("a purpose that no rule mentions is said") {
  const std::string_view order = "no rule mentions the purpose `service/order`";
  const std::string marketing =
      "- { id: a, when: { purpose: [marketing, survey/satisfaction] }, deny: true }\n";
  CHECK(warns(marketing, order));
  CHECK_FALSE(warns(marketing, "purpose `marketing/newsletter`"));
  CHECK_FALSE(warns(marketing + "- { id: b, when: { purpose: service }, deny: true }", order));
  // These take requests of every purpose.
  CHECK_FALSE(warns(marketing + "- { id: b, deny: true }", order));
  CHECK_FALSE(
      warns(marketing + "- { id: b, when: { not: { purpose: marketing } }, deny: true }", order));
  CHECK_FALSE(warns(marketing + "- { id: b, when: { any: [ { purpose: marketing }, "
                                "{ channel: sms } ] }, deny: true }",
                    order));
  CHECK(
      warns("- { id: b, when: { any: [ { purpose: marketing }, { purpose: survey } ] }, "
            "deny: true }",
            order));
}

TEST_CASE("warnings do not keep a policy from being compiled, errors keep warnings back") {
  const std::string idle =
      rules_of({"cap: { at_most: 3, within: 1d }", "cap: { at_most: 3, within: 7d }"});
  CHECK(warns(idle, never_binds));
  const Compiled broken = compile_text(policy_with(idle + "- { id: c, deny: maybe }\n"));
  CHECK(broken.policy == nullptr);
  CHECK(messages(broken).find("warning") == std::string::npos);
}

}  // namespace tact
