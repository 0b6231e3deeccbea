#include "rehearsal/suite_run.h"

#include <catch2/catch.hpp>

#include "unit/rehearsal/small_policy.h"
#include "zones/system_zones.h"

namespace tact {
namespace {

// Each case's name, and what differs or why it could not be asked.
std::string run_all(const std::string& rules, const std::string& suite_text) {
  const auto policy = policy_from(rules);
  const TestSuite suite = suite_from("now: 2026-11-24T12:00:00Z\n" + suite_text);
  std::string shown;
  for (const TestCase& test : suite.cases) {
    const CaseResult result = run_case(policy, suite, test);
    shown += result.name + ':';
    for (const std::string& part : result.differs) shown += ' ' + part;
    shown += result.refused.empty() ? (result.passed() ? " fine" : "") : " refused";
    shown += '\n';
  }
  return shown;
}

const std::string gap =
    "  - id: gap\n    text: Four hours.\n    gap: { at_least: 4h }\n"
    "  - id: volume\n    text: Two a day in all.\n    volume: { at_most: 2, within: 24h }\n";

}  // namespace

TEST_CASE("contacts after the asked time are planned already, those before were made", "[suite]") {
  CHECK(run_all(gap, R"(
customers:
  past: { contacts: [{ at: 2026-11-24T09:00:00Z, channel: sms, purpose: service/order }] }
  future: { contacts: [{ at: 2026-11-24T15:00:00Z, channel: sms, purpose: service/order }] }
  cancelled:
    contacts:
      - { at: 2026-11-24T15:00:00Z, channel: sms, purpose: service/order, status: cancelled }
cases:
  - name: past
    customer: past
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: defer, rules: [gap], retry_at: 2026-11-24T13:00:00Z }
  - name: future
    customer: future
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: defer, rules: [gap], retry_at: 2026-11-24T19:00:00Z }
  - name: cancelled
    customer: cancelled
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: allow }
)") == "past: fine\nfuture: fine\ncancelled: fine\n");
}

TEST_CASE("the number that is called and the place that is lived in both count", "[suite]") {
  TextFiles files({{"p.yaml", std::string(R"(tact: 1
policy: p
vocabulary: { channels: [call, email], purposes: [marketing/promotion] }
regions:
  US-FL: { zones: [America/New_York, America/Chicago], numbers: ["+1305", "+1786"] }
  US-IL: { zones: America/Chicago, numbers: ["+1312"] }
rules:
  - id: florida
    text: In Florida until eight in the evening only.
    when: { country: US, region: US-FL }
    hours: { open: ["daily 08:00-20:00"] }
)")}});
  auto zones = load_system_zones();
  REQUIRE(zones.ok());
  const Compiled compiled = compile_policy(
      "p.yaml", files, std::make_shared<const ZoneBook>(*std::move(zones)), std::nullopt);
  INFO(render_diagnostics(compiled.diagnostics));
  REQUIRE(compiled.policy != nullptr);
  const TestSuite suite = suite_from(R"(now: 2026-11-23T20:10:00-05:00
customers:
  ann: { timezone: America/Chicago, country: US, region: US-IL }
  bob:
    country: US
    region: US-IL
    addresses: [{ channel: call, address: "+13125550001" }]
  eve:
    country: US
    region: US-IL
    addresses:
      - { channel: call, address: "+13125550002" }
      - { channel: call, address: "+1 786 555 0001" }
cases:
  - name: a Miami number, ten past eight there
    customer: ann
    ask: { channel: call, purpose: marketing/promotion, address: "+13055550001" }
    expect: { outcome: defer, rules: [florida], retry_at: 2026-11-24T09:00:00-05:00 }
  - name: a Chicago number
    customer: ann
    ask: { channel: call, purpose: marketing/promotion, address: "+13125550003" }
    expect: { outcome: allow }
  - name: the only number is from Chicago
    customer: bob
    ask: { channel: call, purpose: marketing/promotion }
    expect: { outcome: allow }
  - name: one of the numbers is from Miami
    customer: eve
    ask: { channel: call, purpose: marketing/promotion }
    expect: { outcome: defer, rules: [florida] }
  - name: e-mail has no number
    customer: eve
    ask: { channel: email, purpose: marketing/promotion }
    expect: { outcome: allow }
)");
  for (const TestCase& test : suite.cases) {
    const CaseResult result = run_case(compiled.policy, suite, test);
    CAPTURE(test.name, result.differs, result.refused);
    CHECK(result.passed());
  }
}

TEST_CASE("people who have nothing to do with a case are not in its world", "[suite]") {
  const std::string contacts =
      "{ contacts: [{ at: 2026-11-23T13:00:00Z, channel: sms, purpose: service/order }, "
      "{ at: 2026-11-23T20:00:00Z, channel: sms, purpose: service/order }] }";
  const std::string cases =
      "cases:\n  - name: other\n    customer: other\n"
      "    ask: { channel: sms, purpose: service/order }\n    expect: { outcome: allow }\n"
      "  - name: own\n    customer: busy\n    ask: { channel: sms, purpose: service/order }\n"
      "    expect: { outcome: defer, rules: [volume], codes: [volume-exceeded] }\n";
  CHECK(run_all(gap, "customers: { busy: " + contacts + ", other: {} }\n" + cases) ==
        "other: fine\nown: fine\n");
}

TEST_CASE("contacts of everyone else count for volume rules, and for nobody's cap", "[suite]") {
  CHECK(run_all(gap, R"(
contacts:
  - { at: 2026-11-24T11:30:00Z, channel: sms, purpose: service/order }
  - { at: 2026-11-24T12:30:00Z, channel: sms, purpose: service/order }
  - { at: 2026-11-24T11:00:00Z, channel: sms, purpose: service/order, status: failed }
cases:
  - name: two others
    ask: { address: "+905321234567", channel: sms, purpose: service/order }
    expect: { outcome: defer, rules: [volume], retry_at: 2026-11-25T11:30:00Z }
)") == "two others: fine\n");
}

TEST_CASE("every difference is named", "[suite]") {
  CHECK(run_all(gap, R"(
customers:
  past: { contacts: [{ at: 2026-11-24T09:00:00Z, channel: sms, purpose: service/order }] }
cases:
  - name: all
    customer: past
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: allow, rules: [volume], codes: [listed], retry_at: null }
  - name: what is not given is not looked at
    customer: past
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: defer }
  - name: unknown
    customer: past
    ask: { channel: smss, purpose: service/order }
    expect: { outcome: allow }
)") == "all: outcome rules codes retry_at\nwhat is not given is not looked at: fine\n"
       "unknown: refused\n");
}

TEST_CASE("holds deny, and lists hold from when they were loaded", "[suite]") {
  const std::string dnc =
      "  - id: dnc\n    text: Not listed.\n    absent_from: { lists: [dnc], fresh_within: 31d }\n";
  CHECK(run_all(dnc, R"(
lists: [{ list: dnc, loaded_at: 2026-11-24T11:00:00Z }]
holds: [{ channel: call }]
customers:
  listed: { lists: [{ list: dnc, since: 2026-11-24T11:30:00Z }] }
  free: {}
cases:
  - name: listed
    customer: listed
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: deny, codes: [listed] }
  - name: not yet listed
    customer: listed
    ask: { channel: sms, purpose: service/order, at: 2026-11-24T11:15:00Z }
    expect: { outcome: allow }
  - name: not yet loaded
    customer: free
    ask: { channel: sms, purpose: service/order, at: 2026-11-24T10:00:00Z }
    expect: { outcome: deny, codes: [list-stale] }
  - name: on hold
    customer: free
    ask: { channel: call, purpose: service/order }
    expect: { outcome: deny, rules: [], codes: [on-hold] }
)") == "listed: fine\nnot yet listed: fine\nnot yet loaded: fine\non hold: fine\n");
}

TEST_CASE("an expectation of shadow rules is about them alone", "[suite]") {
  CHECK(run_all("  - id: watched\n    text: Never.\n    mode: shadow\n    deny: true\n", R"(
customers: { ayse: {} }
cases:
  - name: fails
    customer: ayse
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: allow, rules: [], shadow: [watched] }
  - name: passes
    customer: ayse
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: allow, shadow: [] }
)") == "fails: fine\npasses: shadow\n");
}

TEST_CASE("one entry can stand for several contacts", "[suite]") {
  CHECK(run_all("  - id: three\n    text: Three.\n    cap: { at_most: 3, within: 7d }\n", R"(
customers:
  two:
    contacts: [{ at: 2026-11-24T09:00:00Z, channel: sms, purpose: service/order, times: 2 }]
  three:
    contacts: [{ at: 2026-11-24T09:00:00Z, channel: sms, purpose: service/order, times: 3 }]
cases:
  - name: two
    customer: two
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: allow }
  - name: three
    customer: three
    ask: { channel: sms, purpose: service/order }
    expect: { outcome: defer, rules: [three] }
)") == "two: fine\nthree: fine\n");
}

}  // namespace tact
