// An answer has the contract's keys, in the contract's order.
#include "core/records/answer_json.h"

#include <catch2/catch.hpp>

namespace tact {
namespace {

Instant instant(std::string_view text) { return parse_instant(text).value(); }

std::string written(const Answer& answer) {
  std::string text;
  write_answer(answer, text);
  return text;
}

Reason quiet_hours() {
  Reason reason;
  reason.rule = "quiet-hours";
  reason.code = Code::outside_hours;
  reason.text = "By day only.";
  reason.retry_at = instant("2026-11-25T06:00:00Z");
  return reason;
}

Reason promo_week() {
  Reason reason;
  reason.rule = "promo-week";
  reason.code = Code::cap_reached;
  reason.text = "No more than three.";
  reason.observed = std::int64_t{3};
  reason.limit = std::int64_t{3};
  reason.window = "7d";
  return reason;
}

}  // namespace

TEST_CASE("an explained rule shows what it looked at", "[records]") {
  Explained cap{promo_week()};
  cap.insight.window = {instant("2026-11-17T06:00:00Z"), instant("2026-11-24T06:00:00Z"), ""};
  cap.insight.counted = 1;
  cap.insight.contacts = {{Seq{12}, instant("2026-11-20T06:00:00Z"), ContactStatus::sent}};
  Explained consent;
  consent.reason.rule = "consent";
  SeenConsent grant;
  grant.entry = Seq{3};
  grant.state = ConsentState::granted;
  grant.at = instant("2026-01-01T00:00:00Z");
  grant.purpose = "marketing";
  grant.verdict = ConsentVerdict::too_weak;
  consent.insight.consents = {grant};
  std::string text;
  JsonWriter json(text, KeyOrder::as_written);
  json.begin_object();
  write_explained({cap, consent}, json);
  json.end_object();
  CHECK(
      text ==
      R"({"rules":[{"rule":"promo-week","passes":false,"mode":"enforce","code":"cap-reached",)"
      R"("text":"No more than three.","observed":3,"limit":3,"window":"7d",)"
      R"("seen":{"window":{"from":"2026-11-17T06:00:00.000Z","until":"2026-11-24T06:00:00.000Z"},)"
      R"("counted":1,"contacts":[{"decision":"12","at":"2026-11-20T06:00:00.000Z",)"
      R"("status":"sent"}]}},{"rule":"consent","passes":true,"mode":"enforce","text":"",)"
      R"("seen":{"consents":[{"seq":"3","state":"granted","level":"implied",)"
      R"("at":"2026-01-01T00:00:00.000Z","purpose":"marketing","verdict":"too-weak"}]}}]})");
}

TEST_CASE("a defer is answered as the contract shows it", "[records]") {
  Decision decision;
  decision.outcome = Outcome::defer;
  decision.retry_at = instant("2026-11-25T06:00:00Z");
  decision.reasons = {quiet_hours()};
  decision.headroom = Headroom{"promo-week", 1};
  decision.shadow = {promo_week()};
  Answer answer{.id = Seq{182736},
                .decision = &decision,
                .policy = "acme-retail@3f9c2ab41d07",
                .request_id = "r-1"};
  const std::string as_recorded =
      R"({"decision":"182736","outcome":"defer","retry_at":"2026-11-25T06:00:00.000Z",)"
      R"("reasons":[{"rule":"quiet-hours","code":"outside-hours","text":"By day only.",)"
      R"("retry_at":"2026-11-25T06:00:00.000Z"}],)"
      R"("headroom":{"rule":"promo-week","remaining":1},)"
      R"("policy":"acme-retail@3f9c2ab41d07","request_id":"r-1")";
  CHECK(written(answer) == as_recorded + "}");

  answer.replayed = true;
  answer.with_shadow = true;
  CHECK(written(answer) == as_recorded + R"(,"replayed":true,)"
                                         R"("shadow":[{"rule":"promo-week","code":"cap-reached",)"
                                         R"("text":"No more than three.","observed":3,"limit":3,)"
                                         R"("window":"7d"}]})");
}

TEST_CASE("an allow has reasons too: none", "[records]") {
  Decision decision;
  decision.outcome = Outcome::allow;
  CHECK(written({.id = Seq{0}, .decision = &decision, .policy = "p@0"}) ==
        R"({"decision":"0","outcome":"allow","reasons":[],"policy":"p@0"})");
}

TEST_CASE("a dry run has no id and says so", "[records]") {
  Decision decision;
  Reason held;
  held.code = Code::on_hold;
  held.text = "acme is on hold";
  held.observed = std::string("acme");
  decision.reasons = {held};
  CHECK(written({.decision = &decision, .policy = "p@0"}) ==
        R"({"outcome":"deny","reasons":[{"rule":null,"code":"on-hold","text":"acme is on hold",)"
        R"("observed":"acme"}],"policy":"p@0","dry_run":true})");
}

TEST_CASE("an explanation shows every rule that applied", "[records]") {
  Decision decision;
  Reason passing = promo_week();
  passing.code = Code::none;
  passing.observed = std::int64_t{1};
  const std::vector<Explained> rules = {{passing, RuleMode::enforce},
                                        {quiet_hours(), RuleMode::shadow}};
  CHECK(written({.decision = &decision, .policy = "p@0", .rules = &rules}) ==
        R"({"outcome":"deny","reasons":[],"policy":"p@0","dry_run":true,"rules":[)"
        R"({"rule":"promo-week","passes":true,"mode":"enforce","text":"No more than three.",)"
        R"("observed":1,"limit":3,"window":"7d"},)"
        R"({"rule":"quiet-hours","passes":false,"mode":"shadow","code":"outside-hours",)"
        R"("text":"By day only.","retry_at":"2026-11-25T06:00:00.000Z"}]})");
}

}  // namespace tact
