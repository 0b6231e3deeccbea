// Which records open an obligation, and which end it.
#include <catch2/catch.hpp>

#include "tact/obligations.h"

namespace tact {
namespace {

const Instant noon = parse_instant("2026-11-24T12:00:00Z").value();

Condition field(Field name, std::string value) { return FieldCondition{name, "", {value}}; }

// "Report the refusal of advertising by SMS or call to the registry of Türkiye."
Policy with_report() {
  Obligation report;
  report.id = "report";
  report.when.all = {field(Field::country, "TR"), field(Field::purpose, "marketing/promotion"),
                     FieldCondition{Field::channel, "", {"sms", "call"}}};
  report.unless = Matcher{{field(Field::kind, "merchant")}};
  report.opened_by = {ConsentTrigger{ConsentState::withdrawn, {}}};
  report.closed_by = {ActivityTrigger{{"reported"}}, ConsentTrigger{ConsentState::granted, true}};
  report.due.span = parse_span("24h").value();
  Policy policy;
  policy.obligations = {report};
  return policy;
}

struct Person {
  std::string country = "TR";
  std::optional<CustomerKind> kind = CustomerKind::individual;
};

Happening withdrawal(std::string channel, std::string purpose) {
  Happening happening{noon, {}, ConsentEvent{ConsentState::withdrawn, false}};
  happening.fields.channel = std::move(channel);
  happening.fields.purpose = std::move(purpose);
  return happening;
}

bool opens(const Happening& happening, const Person& person = {}) {
  const Policy policy = with_report();
  const Registers registers;
  SubjectState state;
  state.profile.emplace();
  state.profile->country = person.country;
  state.profile->kind = person.kind;
  Facts facts;
  facts.customer = &state;
  facts.registers = &registers;
  const std::vector<Opening> openings = opened_by(policy, facts, happening);
  if (!openings.empty()) CHECK(openings.front().due.at == noon + std::chrono::hours(24));
  return !openings.empty();
}

}  // namespace

TEST_CASE("a record opens what it may be about", "[obligations]") {
  CHECK(opens(withdrawal("sms", "marketing/promotion")));
  CHECK(opens(withdrawal("call", "marketing/promotion")));
  CHECK_FALSE(opens(withdrawal("email", "marketing/promotion")));
  CHECK_FALSE(opens(withdrawal("sms", "service")));
  SECTION("what it leaves out is any channel, and any purpose") {
    CHECK(opens(withdrawal("", "")));
    CHECK(opens(withdrawal("sms", "")));
    CHECK_FALSE(opens(withdrawal("email", "")));
  }
  SECTION("a refusal of all advertising is also one of promotions") {
    CHECK(opens(withdrawal("sms", "marketing")));
    CHECK_FALSE(opens(withdrawal("sms", "marketing/newsletter")));
  }
  SECTION("only its own kind of record opens it") {
    Happening grant = withdrawal("sms", "marketing");
    grant.what = ConsentEvent{ConsentState::granted, false};
    CHECK_FALSE(opens(grant));
    grant.what = ActivityEvent{"reported"};
    CHECK_FALSE(opens(grant));
  }
}

TEST_CASE("what is unknown of the customer opens it, and exempts nobody", "[obligations]") {
  const Happening said = withdrawal("sms", "marketing");
  CHECK_FALSE(opens(said, {"FR", CustomerKind::individual}));
  CHECK(opens(said, {"", CustomerKind::individual}));
  CHECK_FALSE(opens(said, {"TR", CustomerKind::merchant}));
  CHECK(opens(said, {"TR", std::nullopt}));
}

TEST_CASE("a later record ends it, on the same channel and for the same brand", "[obligations]") {
  const Policy policy = with_report();
  const Obligation& report = policy.obligations.front();
  const OpenObligation open{Seq{1}, "report", noon, noon, "sms", "acme"};
  const auto closes = [&](std::string channel, std::string brand, Instant at, auto what) {
    Happening happening{at, {}, what};
    happening.fields.channel = std::move(channel);
    happening.fields.brand = std::move(brand);
    return is_closed_by(report, open, happening);
  };
  const ActivityEvent reported{"reported"};
  CHECK(closes("sms", "acme", noon, reported));
  CHECK(closes("", "", noon, reported));
  CHECK_FALSE(closes("call", "acme", noon, reported));
  CHECK_FALSE(closes("sms", "other", noon, reported));
  CHECK_FALSE(closes("sms", "acme", noon - std::chrono::seconds(1), reported));
  CHECK_FALSE(closes("sms", "acme", noon, ActivityEvent{"purchase"}));
  CHECK(closes("sms", "acme", noon, ConsentEvent{ConsentState::granted, true}));
  CHECK_FALSE(closes("sms", "acme", noon, ConsentEvent{ConsentState::granted, false}));
}

}  // namespace tact
