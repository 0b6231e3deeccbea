#include "core/suite/suite.h"

#include <catch2/catch.hpp>

#include "core/suite/suite_text.h"
#include "unit/core/policy/support.h"

namespace tact {
namespace {

constexpr std::string_view whole = R"(tests: tr-etk-iys
policy: tr-etk-iys.yaml
now: 2026-11-24T14:00:00+03:00
lists: [{ list: dnc, loaded_at: 2026-11-20T00:00:00Z }]
holds: [{ brand: acme }]
customers:
  ayse:
    timezone: Europe/Istanbul
    country: TR
    kind: individual
    segments: [b, a]
    birth_date: 1990-04-12
    household: h-1
    addresses: [{ channel: sms, address: +90 532 123 45 67 }]
    consents:
      - purpose: marketing
        brand: 545454
        address: AYSE@example.com
        state: granted
        at: 2026-01-10T10:00:00+03:00
        expires_at: 2027-01-10T10:00:00+03:00
        level: express
        registered_at: 2026-01-11T09:00:00+03:00
        source: web
        evidence: { form: "f 7", at-counter: yes }
    contacts:
      - at: 2026-11-20T10:00:00+03:00
        channel: sms
        purpose: marketing/promotion
        campaign: c
        labels: { subject: x }
        status: delivered
    activities: [{ event: purchase, at: 2026-11-01T10:00:00+03:00, brand: acme }]
    lists:
      - { list: dnc, since: 2026-01-01T00:00:00Z, until: 2027-01-01T00:00:00Z }
      - { list: bounced, address: ayse@example.com }
  nobody: {}
cases:
  - name: allowed
    customer: ayse
    ask: { channel: sms, purpose: marketing/promotion, brand: 545454, priority: 80 }
    expect: { outcome: allow }
  - name: refused
    customer: nobody
    ask:
      channel: sms
      purpose: marketing/promotion
      at: 2026-11-25T00:00:00Z
      expires_at: 2026-11-26T00:00:00Z
    expect: { outcome: deny, rules: [b, a], codes: [withdrawn, no-consent], retry_at: null }
  - name: an address of its own
    ask: { address: +905321234567, channel: sms, purpose: service/order }
    expect: { outcome: defer, retry_at: 2026-11-25T06:00:00Z }
)";

SuiteReading read(std::string text) {
  MemoryFiles files({{"packs/a_test.yaml", std::move(text)}});
  return read_suite("packs/a_test.yaml", files);
}

TestSuite read_whole() {
  SuiteReading reading = read(std::string(whole));
  INFO(render_diagnostics(reading.diagnostics));
  REQUIRE(reading.suite);
  return std::move(*reading.suite);
}

template <class Body>
Body body(const Record& record) {
  REQUIRE(std::holds_alternative<Body>(record.body));
  return std::get<Body>(record.body);
}

}  // namespace

TEST_CASE("a suite has a name, a policy beside it, a time and what was loaded") {
  const TestSuite suite = read_whole();
  CHECK(suite.name == "tr-etk-iys");
  CHECK(suite.policy == "packs/tr-etk-iys.yaml");
  CHECK(suite.now == parse_instant("2026-11-24T11:00:00Z"));
  REQUIRE(suite.records.size() == 2);
  CHECK(body<ListRecord>(suite.records[0]).list == "dnc");
  CHECK(suite.records[0].at == parse_instant("2026-11-20T00:00:00Z"));
  CHECK(body<HoldRecord>(suite.records[1]).scope.brand == "acme");
}

TEST_CASE("a person is a profile and what happened, as records") {
  const TestSuite suite = read_whole();
  REQUIRE(suite.customers.size() == 2);
  const TestCustomer& ayse = suite.customers[0];
  CHECK(ayse.name == "ayse");
  CHECK(ayse.place.line == 7);
  REQUIRE(ayse.records.size() == 6);

  const auto profile = body<CustomerRecord>(ayse.records[0]);
  CHECK(profile.customer == "ayse");
  CHECK(profile.segments == std::vector<std::string>{"a", "b"});
  CHECK(profile.birth_date == parse_date("1990-04-12"));
  CHECK(profile.addresses == std::vector<ChannelAddress>{{"sms", "+905321234567"}});

  const auto consent = body<ConsentRecord>(ayse.records[1]);
  CHECK(consent.person == Person{"ayse", "ayse@example.com"});
  CHECK(consent.brand == "545454");
  CHECK(consent.state == ConsentState::granted);
  CHECK(consent.level == ConsentLevel::express);
  CHECK(consent.evidence == R"({"at-counter":"yes","form":"f 7"})");
  CHECK(ayse.records[1].at == parse_instant("2026-01-10T07:00:00Z"));

  const auto contact = body<ContactRecord>(ayse.records[2]);
  CHECK(contact.status == ContactStatus::delivered);
  CHECK(contact.fields.labels == Labels{{"subject", "x"}});
  CHECK(body<ActivityRecord>(ayse.records[3]).event == "purchase");
  CHECK(body<ListingRecord>(ayse.records[4]).person == Person{"ayse", ""});
  CHECK(body<ListingRecord>(ayse.records[5]).person == Person{"", "ayse@example.com"});
}

TEST_CASE("of whom nothing is said there is no profile") {
  CHECK(read_whole().customers[1].records.empty());
}

TEST_CASE("a case asks at the suite's time or at its own, and says what must come of it") {
  const TestSuite suite = read_whole();
  REQUIRE(suite.cases.size() == 3);
  CHECK(suite.cases[0].ask.at == suite.now);
  CHECK(suite.cases[0].ask.person.customer == "ayse");
  CHECK(suite.cases[0].ask.fields.priority == 80);
  CHECK(suite.cases[0].expect.outcome == Outcome::allow);
  CHECK_FALSE(suite.cases[0].expect.rules);
  CHECK_FALSE(suite.cases[0].expect.has_retry_at);

  const Expectation& refused = suite.cases[1].expect;
  CHECK(suite.cases[1].ask.at == parse_instant("2026-11-25T00:00:00Z"));
  CHECK(refused.rules == std::vector<std::string>{"a", "b"});
  CHECK(refused.codes == std::vector<Code>{Code::no_consent, Code::withdrawn});
  CHECK(refused.has_retry_at);
  CHECK_FALSE(refused.retry_at);

  CHECK(suite.cases[2].ask.person == Person{"", "+905321234567"});
  CHECK(suite.cases[2].expect.retry_at == parse_instant("2026-11-25T06:00:00Z"));
}

TEST_CASE("what is written of a suite is read as the same") {
  const std::string text = R"(# one
# two
tests: "no: text"
policy: policy.yaml
now: 2026-11-24T14:00:00Z
lists:
  - { list: dnc, loaded_at: 2026-11-20T00:00:00.500Z }
holds:
  - { campaign: "spring-*", channel: sms }
contacts:  # of everyone else
  - { at: 2026-11-24T13:00:00Z, channel: sms, purpose: marketing/promotion }
customers:
  nobody: {}
  ayse:
    timezone: Europe/Istanbul
    kind: merchant
    stage: "yes"
    segments: ["a, b", vip]
    birth_date: 1990-04-12
    household: home
    addresses:
      - { channel: email, address: "a@example.org" }
    consents:
      - { purpose: marketing, brand: "545454", address: "a@example.org", state: granted, )"
                           R"(at: 2026-01-10T10:00:00Z, expires_at: 2027-01-10T10:00:00Z, )"
                           R"(level: express, source: web, evidence: {"form":"7"} }
      - { state: withdrawn, at: 2026-02-10T10:00:00Z, registered_at: 2026-02-11T10:00:00Z }
    contacts:
      - { at: 2026-11-20T10:00:00Z, channel: sms, purpose: marketing/promotion, campaign: c, )"
                           R"(priority: 80, labels: { subject: "\"x\"" }, status: failed }
    activities:
      - { event: purchase, at: 2026-11-01T10:00:00Z, channel: sms, labels: { subject: "1" } }
    lists:
      - { list: dnc, since: 2026-01-01T00:00:00Z, until: 2026-02-01T00:00:00Z }
      - { list: dnc, address: "a@example.org", state: removed, since: 2026-01-01T00:00:00Z }
cases:
  - name: may be sent
    customer: ayse
    ask: { channel: sms, purpose: marketing/promotion, address: "a@example.org", )"
                           R"(expires_at: 2026-11-25T00:00:00Z }
    expect: { outcome: defer, rules: [one, two], retry_at: 2026-11-25T00:00:00Z }
  - name: must not
    customer: nobody
    ask: { request_id: r-1, at: 2026-11-24T15:00:00Z, channel: sms, purpose: service/order }
    expect: { outcome: deny, rules: [], codes: [on-hold], retry_at: null }
)";
  MemoryFiles files({{"x_test.yaml", text}});
  const SuiteReading reading = read_suite("x_test.yaml", files);
  INFO(render_diagnostics(reading.diagnostics));
  REQUIRE(reading.suite.has_value());
  const TimeZone utc("UTC", {{Instant{}, std::chrono::seconds(0)}});
  CHECK(write_suite(*reading.suite, utc, "one\ntwo") == text);
}

TEST_CASE("a suite that is not there is an error") {
  MemoryFiles files;
  const SuiteReading reading = read_suite("gone_test.yaml", files);
  CHECK_FALSE(reading.suite);
  REQUIRE(reading.diagnostics.size() == 1);
  CHECK(reading.diagnostics[0].message == "cannot read `gone_test.yaml`: there is no such file");
}

}  // namespace tact
