// Rules that another one makes needless, and the nearest cases in which they are not.
#include "unit/core/analysis/warned.h"

namespace tact {
namespace {

constexpr std::string_view never_binds = "can never bind";

struct Caps {
  std::string_view idle;
  std::string_view other;
};

std::string rules_of(const Caps& caps) {
  return "- { id: one, " + std::string(caps.idle) + " }\n- { id: other, " +
         std::string(caps.other) + " }\n";
}

TEST_CASE("a limit is idle where another is always reached first") {
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
      // A gap is a cap of one.
      {"gap: { at_least: 4h }", "gap: { at_least: 1d }"},
      {"gap: { at_least: 4h }", "cap: { at_most: 1, within: 7d }"},
      {"cap: { at_most: 1, within: 24h }", "gap: { at_least: 24h }"},
      {"cap: { at_most: 2, within: 24h }", "gap: { at_least: 24h }"},
      // A household's contacts are the customer's too.
      {"cap: { at_most: 3, within: 24h }", "cap: { at_most: 3, within: 7d, per: household }"},
      // What was delivered was a contact, and that an attempt.
      {"cap: { at_most: 3, within: 7d, basis: delivered }",
       "cap: { at_most: 3, within: 7d, basis: attempt }"},
      // Two days more than the dates, for the changes of the clocks.
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 3, within: 10 calendar days }"},
      {"cap: { at_most: 3, within: calendar week }", "cap: { at_most: 3, within: 9d }"},
      // Not as the same words, but for the same messages.
      {"when: { channel: sms, purpose: marketing/promotion }, cap: { at_most: 3, within: 7d }",
       "when: { not: { channel: [email, call] } }, cap: { at_most: 3, within: 7d, count: {} }"},
      {"when: { channel: sms }, cap: { at_most: 3, within: 7d }",
       "unless: { channel: email }, cap: { at_most: 3, within: 7d }"},
      // All that count share the channel with a message that is an SMS.
      {"when: { channel: sms }, cap: { at_most: 3, within: 7d, count: {}, same: [channel] }",
       "when: { channel: sms }, cap: { at_most: 3, within: 7d }"},
      {"volume: { at_most: 9, within: 1h, same: [channel] }", "volume: { at_most: 9, within: 2h }"},
  }));
  INFO(rules_of(caps));
  CHECK(warns(rules_of(caps), never_binds));
}

TEST_CASE("a limit is not called idle where it may bind") {
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
      {"gap: { at_least: 1h }", "cap: { at_most: 2, within: 7d }"},
      {"cap: { at_most: 1, within: 25h }", "gap: { at_least: 24h }"},
      {"cap: { at_most: 3, within: 7d, per: household }", "cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 7d, per: address }", "cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 7d, basis: attempt }", "cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 3, within: 9 calendar days }"},
      {"cap: { at_most: 3, within: calendar week }", "cap: { at_most: 3, within: 8d }"},
      {"cap: { at_most: 3, within: 7d }",
       "unless: { brand: acme }, cap: { at_most: 3, within: 7d }"},
      {"cap: { at_most: 3, within: 7d }", "volume: { at_most: 3, within: 7d }"},
      {"when: { channel: sms }, cap: { at_most: 3, within: 7d, count: {} }",
       "when: { channel: sms }, cap: { at_most: 3, within: 7d }"},
  }));
  INFO(rules_of(caps));
  CHECK_FALSE(warns(rules_of(caps), "`other` is always reached first"));
}

TEST_CASE("a rule that says the same as an earlier one is said") {
  const std::string_view same = "this rule says the same as `one`";
  struct Row {
    std::string_view one;
    std::string_view other;
    bool is_same;
  };
  const auto row = GENERATE(values<Row>({
      {"cap: { at_most: 3, within: 7d }", "cap: { at_most: 3, within: 168h }", true},
      {"when: { channel: [sms, call], brand: acme }, deny: true",
       "when: { brand: acme, channel: [call, sms] }, deny: true", true},
      {"when: { channel: sms }, cap: { at_most: 3, within: 7d }",
       "when: { channel: sms }, cap: { at_most: 3, within: 7d, count: { channel: sms } }", true},
      {"text: a, consent: {}", "text: b, consent: { model: opt-in }", true},
      {"law: Law 1, consent: {}", "consent: {}", true},
      // Each law has its rule.
      {"law: Law 1, consent: {}", "law: Law 2, consent: {}", false},
      {"deny: true", "mode: shadow, deny: true", false},
      {"gap: { at_least: 4h }", "on_fail: deny, gap: { at_least: 4h }", false},
      {"deny: true", "effective: { from: 2027-01-01 }, deny: true", false},
      {"when: { channel: sms }, deny: true", "when: { channel: call }, deny: true", false},
      {"hours: { open: [\"daily 09:00-18:00\"] }",
       "hours: { open: [\"daily 09:00-18:00\"], closed_on: [tr-public] }", false},
  }));
  const std::string rules = rules_of({row.one, row.other});
  INFO(rules);
  CHECK(warns(rules, same) == row.is_same);
}

TEST_CASE("of two rules that come to the same only the second is needless") {
  const std::string rules = rules_of({"cap: { at_most: 1, within: 4h }", "gap: { at_least: 4h }"});
  CHECK(warns(rules, "`one` is always reached first"));
  CHECK_FALSE(warns(rules, "`other` is always reached first"));
}

TEST_CASE("a rule never matters where another refuses all that it takes") {
  struct Row {
    std::string_view rule;
    std::string_view refusing;
    bool never_matters;
  };
  const auto row = GENERATE(values<Row>({
      {"when: { channel: sms, purpose: marketing }, cap: { at_most: 3, within: 7d }",
       "when: { channel: [sms, call] }, deny: true", true},
      {"when: { channel: sms }, consent: {}", "deny: true", true},
      {"when: { channel: sms, stage: vip }, deny: true", "when: { channel: sms }, deny: true",
       true},
      {"when: { channel: sms }, consent: {}", "mode: shadow, deny: true", false},
      {"when: { channel: sms }, consent: {}", "effective: { from: 2027-01-01 }, deny: true", false},
      {"when: { channel: sms }, consent: {}", "unless: { stage: vip }, deny: true", false},
      {"when: { channel: sms }, unless: { stage: vip }, consent: {}",
       "unless: { stage: vip }, deny: true", true},
      {"consent: {}", "when: { channel: sms }, deny: true", false},
  }));
  const std::string rules = rules_of({row.rule, row.refusing});
  INFO(rules);
  CHECK(warns(rules, "this rule never matters: `other` already refuses") == row.never_matters);
}

TEST_CASE("a consent is needless where another asks for as much") {
  struct Row {
    std::string_view needless;
    std::string_view other;
    bool is_needless;
  };
  const auto row = GENERATE(values<Row>({
      {"consent: { model: opt-out }", "consent: {}", true},
      {"when: { purpose: marketing }, consent: { model: opt-out }", "consent: {}", true},
      {"consent: { level: implied }", "consent: { level: written }", true},
      {"consent: { max_age: 24 months }", "consent: { max_age: 1 years, registered: true }", true},
      {"consent: {}", "consent: { model: opt-out }", false},
      {"consent: { model: opt-out }", "when: { channel: sms }, consent: {}", false},
      {"consent: { model: opt-out, level: express }", "consent: {}", false},
      {"consent: { max_age: 24 months }", "consent: { max_age: 30d }", false},
      {"consent: { model: opt-out }", "consent: { purpose: service }", false},
      {"consent: { evidence: true }", "consent: { registered: true }", false},
  }));
  const std::string rules = rules_of({row.needless, row.other});
  INFO(rules);
  CHECK(warns(rules, "this consent never decides: `other`") == row.is_needless);
}

TEST_CASE("hours, lists and cooldowns are needless where another is no laxer") {
  struct Row {
    std::string_view needless;
    std::string_view other;
    bool is_needless;
  };
  const auto row = GENERATE(values<Row>({
      {"hours: { open: [\"daily 08:00-21:00\"] }",
       "hours: { open: [\"mon-fri 09:00-12:00\", \"mon-fri 12:00-18:00\"] }", true},
      {"hours: { open: [\"daily 08:00-21:00\"] }", "hours: { open: [\"mon 09:00-21:01\"] }", false},
      {"hours: { open: [\"daily 08:00-21:00\"], closed_on: [tr-public] }",
       "hours: { open: [\"mon 09:00-10:00\"] }", false},
      {"hours: { open: [\"daily 08:00-21:00\"] }",
       "hours: { open: [\"mon 09:00-10:00\"], clock: Europe/Berlin }", false},
      {"absent_from: { lists: [a] }", "absent_from: { lists: [a, b] }", true},
      {"absent_from: { lists: [a] }", "absent_from: { lists: [a], grace: 1d }", false},
      // Listed on b for a while, a stale list defers only.
      {"absent_from: { lists: [a], fresh_within: 2d }",
       "absent_from: { lists: [a, b], fresh_within: 1d }", false},
      {"absent_from: { lists: [a], fresh_within: 2d }",
       "absent_from: { lists: [a], fresh_within: 1d }", true},
      {"cooldown: { after: { event: refusal, channel: call }, for: 30d }",
       "cooldown: { after: { event: [refusal, complaint] }, for: 31d }", true},
      {"cooldown: { after: { event: refusal }, for: 30d }",
       "cooldown: { after: { event: refusal }, for: 1 months }", false},
      {"cooldown: { after: { event: refusal }, for: 30 calendar days }",
       "cooldown: { after: { event: refusal }, for: 30 calendar days, first_day: event }", false},
  }));
  const std::string rules = rules_of({row.needless, row.other});
  INFO(rules);
  const std::string said = warnings_of(rules);
  const bool is_said = said.find("never decide: `other`") != std::string::npos ||
                       said.find("never decides: `other`") != std::string::npos;
  CHECK(is_said == row.is_needless);
}

TEST_CASE("warnings do not keep a policy from being compiled, errors keep warnings back") {
  const std::string idle =
      rules_of({"cap: { at_most: 3, within: 1d }", "cap: { at_most: 3, within: 7d }"});
  CHECK(warns(idle, never_binds));
  const Compiled broken = compile_text(policy_with(idle + "- { id: c, deny: maybe }\n"));
  CHECK(broken.policy == nullptr);
  CHECK(messages(broken).find("warning") == std::string::npos);
}

}  // namespace
}  // namespace tact
