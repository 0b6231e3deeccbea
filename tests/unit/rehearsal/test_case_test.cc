// A real decision becomes a test case that passes, and names nobody.
#include "rehearsal/test_case.h"

#include <catch2/catch.hpp>

#include "unit/rehearsal/random_past.h"

namespace tact::test {
namespace {

using Catch::Contains;

Result<std::string> case_of(const Store& store, const Entry& decision,
                            const std::shared_ptr<const Policy>& policy) {
  const auto past = past_of(store, decision, policy);
  REQUIRE(past.ok());
  return make_test_case(decision, *past, policy, "policy.yaml", "from the log");
}

}  // namespace

// Two things a case cannot say: that what is only planned was reported as sent already, and that
// one contact stands in two records. Both are rare, and are refused rather than told wrongly.
TEST_CASE("decisions of random histories become test cases that pass", "[rehearsal][test_case]") {
  int made = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 dice(seed);
    const auto policy = compiled(random_policy_text(dice, "p"));
    DeciderDesk desk(policy);
    RandomHistory history(desk, dice);
    for (int i = 0; i < 250; ++i) history.step();
    for (const Entry& decision : decisions_of(desk.store())) {
      const auto text = case_of(desk.store(), decision, policy);
      if (!text) {
        REQUIRE_THAT(text.error().message, Contains("does not fit into a test case"));
        ++refused;
        continue;
      }
      ++made;
      // Nobody's name, address or note.
      for (const char* part : {"kim", "a0@", "a1@", "a2@", "Ayse", "note"}) {
        if (text->find(part) != std::string::npos) FAIL(part << " in\n" << *text);
      }
    }
  }
  CAPTURE(made, refused);
  CHECK(made > 3'000);
  CHECK(refused * 200 < made);
}

TEST_CASE("a test case holds what the rules look at, and nothing else", "[rehearsal][test_case]") {
  const auto policy = compiled(
      policy_text("p",
                  "  - id: agreed\n    text: Agreed.\n    consent: { evidence: true }\n"
                  "  - id: topic\n    text: One a week on a topic.\n"
                  "    cap: { at_most: 1, within: 7d, same: [label.subject] }\n"
                  "  - id: vips\n    text: Vips.\n    when: { segment: vip }\n    deny: true\n"));
  DeciderDesk desk(policy);
  CustomerRecord profile;
  profile.customer = "ayse";
  profile.timezone = "Europe/Istanbul";
  profile.segments = {"pregnant"};
  profile.household = "yilmaz";
  profile.language = "tr";
  profile.stage = "divorced";
  desk.tell(profile);
  ActivityRecord activity;
  activity.customer = "ayse";
  activity.event = "complaint";
  desk.tell(activity);
  ConsentRecord consent;
  consent.person = {"ayse", "ayse@example.org"};
  consent.state = ConsentState::granted;
  consent.source = "at the counter";
  consent.evidence = R"({"signature":"A. Yilmaz"})";
  desk.tell(consent, at("2026-01-10T10:00:00Z"));
  Request request = sms_to("ayse");
  request.person.address = "ayse@example.org";
  request.fields.channel = "email";
  request.fields.labels = {{"note", "for Ayse"}, {"subject", "her loan"}};
  desk.ask(request);
  desk.now += std::chrono::hours(1);
  desk.ask(request);
  const auto text = case_of(desk.store(), decisions_of(desk.store()).back(), policy);
  REQUIRE(text.ok());
  CHECK(
      *text ==
      "# Made from decision 5 under " + policy->version() +
          ".\n"
          "# The people and addresses in it are made up; brands and campaigns are as they were.\n"
          "tests: from the log\n"
          "policy: policy.yaml\n"
          "now: 2026-11-24T16:00:00+03:00\n"
          "customers:\n"
          "  customer-1:\n"
          "    timezone: Europe/Istanbul\n"
          "    segments: []\n"
          "    consents:\n"
          "      - { address: \"someone@example.org\", state: granted, "
          "at: 2026-01-10T13:00:00+03:00, evidence: {\"kept\":\"yes\"} }\n"
          "    contacts:\n"
          "      - { at: 2026-11-24T15:00:00+03:00, channel: email, "
          "purpose: marketing/promotion, labels: { subject: value-1 }, "
          "address: \"someone@example.org\", status: reserved }\n"
          "cases:\n"
          "  - name: from the log\n"
          "    customer: customer-1\n"
          "    ask: { channel: email, purpose: marketing/promotion, "
          "labels: { subject: value-1 }, address: \"someone@example.org\" }\n"
          "    expect: { outcome: defer, rules: [topic], retry_at: 2026-12-01T15:00:00+03:00 }\n");
}

TEST_CASE("the contacts of everyone else are told where a volume rule counts them",
          "[rehearsal][test_case]") {
  const auto policy = compiled(policy_text(
      "p", "  - id: capacity\n    text: Capacity.\n    volume: { at_most: 2, within: 1h }\n"));
  DeciderDesk desk(policy);
  desk.ask(sms_to("ayse"));
  desk.ask(sms_to("berk"));
  desk.ask(sms_to("canan"));
  const auto text = case_of(desk.store(), decisions_of(desk.store()).back(), policy);
  REQUIRE(text.ok());
  CHECK_THAT(*text, Contains("contacts:  # of everyone else\n"
                             "  - { at: 2026-11-24T12:00:00Z,"));
  CHECK_THAT(*text, Contains("rules: [capacity]"));
}

}  // namespace tact::test
