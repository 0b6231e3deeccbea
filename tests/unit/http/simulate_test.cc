// Simulations and counts over HTTP.
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "core/json/writer.h"
#include "http/long_work.h"
#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

// The desk's own policy but for the cap; its vocabulary is that of open_policy().
std::string policy_text(int at_most) {
  return "tact: 1\npolicy: capped\ndefaults: { timezone: Europe/Istanbul }\nvocabulary:\n"
         "  channels: [sms, email, call]\n  purposes: [marketing/promotion, service/order]\n"
         "rules:\n  - id: cap\n    text: Not so many.\n    cap: { at_most: " +
         std::to_string(at_most) + ", within: 7d }\n";
}

std::string wish(const std::string& text, const std::string& more = "") {
  std::string body;
  JsonWriter json(body, KeyOrder::as_written);
  json.begin_object();
  json.key("files");
  json.begin_array();
  json.begin_object();
  json.string("name", "policy.yaml");
  json.string("text", text);
  json.end_object();
  json.end_array();
  json.end_object();
  body.insert(body.size() - 1, more);
  return body;
}

class SimulationDesk : public HttpDesk {
 public:
  // Three contacts to each of two customers; a shadow rule that would have denied each.
  SimulationDesk() : HttpDesk(with_shadow(), {}, with_zones()) {
    for (const char* const customer : {"a", "b"}) {
      for (int i = 0; i < 3; ++i) {
        const Answer answer =
            post("/v1/decisions", R"({"customer":")" + std::string(customer) +
                                      R"(","channel":"sms","purpose":"marketing/promotion"})");
        REQUIRE(answer.status == 200);
        clock.advance(std::chrono::hours(10));
      }
    }
  }

 private:
  static EngineOptions with_zones() {
    EngineOptions options;
    options.zones = istanbul_zones();
    return options;
  }

  static std::shared_ptr<const Policy> with_shadow() {
    auto policy = std::make_shared<Policy>(*capped_policy(5));
    Rule rule;
    rule.id = "no-more";
    rule.text = "No more.";
    rule.mode = RuleMode::shadow;
    rule.check = DenyCheck{};
    policy->rules.push_back(std::move(rule));
    return policy;
  }
};

TEST_CASE("a policy is simulated on the recorded log, and changes nothing", "[http]") {
  SimulationDesk desk;
  const std::uint64_t before = desk.size();
  const Answer answer = desk.post("/v1/policies/simulate", wish(policy_text(1)));
  INFO(answer.body);
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body, Contains(R"("decisions":6,)"));
  CHECK_THAT(answer.body, Contains(R"("after":{"allow":2,"defer":4,"deny":0,"refused":0})"));
  CHECK_THAT(answer.body, Contains(R"("newly_deferred":{"count":4,)"));
  CHECK(desk.size() == before);
  CHECK(desk.get("/v1/policies/simulate").body == "{\"running\":false}\n");
  // Another one can follow at once; only the second customer's contacts are looked at.
  const Answer part =
      desk.post("/v1/policies/simulate", wish(policy_text(1), R"(,"from":"2026-11-25T18:00:00Z")"));
  CHECK_THAT(part.body, Contains(R"("decisions":3,)"));
}

TEST_CASE("a simulation that cannot be says why", "[http]") {
  struct Row {
    std::string body;
    int status;
    std::string part;
  };
  SimulationDesk desk;
  const std::vector<Row> rows = {
      {wish("tact: 1\npolicy: p\nrulez: []\n"), 422, "rulez"},
      {wish("tact: 1\npolicy: p\nrulez: []\n"), 422, R"("diagnostics":[{"severity":"error")"},
      {"{}", 400, "/files"},
      {"{", 400, ""},
      {R"({"files":[]})", 400, "/files"},
      {wish(policy_text(1), R"(,"from":"yesterday")"), 400, "/from"},
      {wish(policy_text(1), R"(,"from":"2026-11-25T18:00:00Z","to":"2026-11-25T18:00:00Z")"), 400,
       "/to"},
      {wish(policy_text(1), R"(,"examples":1001)"), 400, "/examples"},
      {wish(policy_text(1), R"(,"until":"x")"), 400, "/until"},
  };
  for (const Row& row : rows) {
    const Answer answer = desk.post("/v1/policies/simulate", row.body);
    INFO(row.body << '\n' << answer.body);
    CHECK(answer.status == row.status);
    CHECK_THAT(answer.body, Contains(row.part));
  }
}

TEST_CASE("a policy of one file is simulated as YAML", "[http]") {
  SimulationDesk desk;
  const auto simulate = [&](const std::string& query) {
    return desk.call("POST", "/v1/policies/simulate" + query, policy_text(1),
                     "Content-Type: application/yaml\r\n");
  };
  CHECK_THAT(simulate("?examples=0").body, Contains(R"("newly_deferred":{"count":4,)"));
  CHECK_THAT(simulate("?from=2026-11-25T18:00:00Z").body, Contains(R"("decisions":3,)"));
  CHECK(simulate("?from=2026-11-25").status == 400);
  CHECK(simulate("?from=2026-11-25T18:00:00Z&to=2026-11-25T18:00:00Z").status == 400);
  CHECK(simulate("?examples=1001").status == 400);
  CHECK(desk.post("/v1/policies/simulate?examples=3", wish(policy_text(1))).status == 400);
}

TEST_CASE("decisions are counted over HTTP", "[http]") {
  SimulationDesk desk;
  const std::string rest = R"(,"next":null})";
  CHECK_THAT(desk.get("/v1/log/stats?group=shadow&from=2026-11-01T00:00:00Z").body,
             Contains(R"({"start":"2026-11-24T00:00:00.000Z","value":"no-more","decisions":2,)"
                      R"("allow":2,"defer":0,"deny":0,"would_defer":0,"would_deny":2})"));
  CHECK_THAT(desk.get("/v1/log/stats?by=hour").body,
             Contains(R"({"start":"2026-11-24T22:00:00.000Z","value":"allow","decisions":1,)"));
  const Answer whole = desk.get("/v1/log/stats?group=channel&customer=a");
  CHECK_THAT(whole.body, Contains(R"("totals":[{"value":"sms","decisions":3,)") && Contains(rest));
  CHECK_THAT(desk.get("/v1/log/stats?group=rule").body, Contains(R"("rows":[],"totals":[])"));
  CHECK_THAT(desk.get("/v1/log/stats?customer=nobody").body, Contains(R"("rows":[])"));
  CHECK_THAT(desk.get("/v1/log/stats?to=2026-11-24T12:00:00.001Z").body,
             Contains(R"("from":"2026-10-25T12:00:00.001Z")") && Contains(R"("decisions":1,)"));
  for (const char* const bad : {"by=week", "group=rules", "after=x", "from=x", "type=decision"}) {
    INFO(bad);
    CHECK(desk.get("/v1/log/stats?" + std::string(bad)).status == 400);
  }
}

TEST_CASE("an empty log has no counts", "[http]") {
  HttpDesk desk(nullptr);
  CHECK_THAT(desk.get("/v1/log/stats").body, Contains(R"("rows":[],"totals":[],"next":null)"));
}

TEST_CASE("refusals are counted by rule for Prometheus", "[http]") {
  SimulationDesk desk;
  for (int i = 0; i < 3; ++i) {
    desk.post("/v1/decisions", R"({"customer":"a","channel":"sms","purpose":"service/order"})");
  }
  const std::string metrics = desk.get("/metrics").body;
  CHECK_THAT(metrics, Contains("tact_rule_refusals_total{rule=\"cap\"} 1\n"));
  CHECK_THAT(metrics,
             Contains("tact_shadow_rule_refusals_total{rule=\"no-more\",would=\"deny\"} 8\n"));
  CHECK_THAT(
      metrics,
      Contains("tact_shadow_rule_refusals_total{rule=\"no-more\",would=\"refused_anyway\"} 1\n"));
}

// Work that lasts until it is cancelled.
void until_cancelled(SimulationProgress& progress) {
  progress.entries = 7;
  while (!progress.cancelled) std::this_thread::yield();
}

TEST_CASE("long work is one at a time, watched, and cancelled at the end", "[http]") {
  http::LongWork work;
  std::atomic<int> told{0};
  CHECK(work.progress() == nullptr);
  const auto first = work.begin(until_cancelled, [&] { ++told; });
  REQUIRE(first != nullptr);
  CHECK(work.progress() == first);
  CHECK(work.begin(until_cancelled, [&] { ++told; }) == nullptr);
  first->cancelled = true;
  while (told == 0) std::this_thread::yield();
  // Whoever was told can begin the next.
  REQUIRE(work.begin(until_cancelled, [&] { ++told; }) != nullptr);
  work.end();
  CHECK(told == 2);
  CHECK(work.begin(until_cancelled, [] {}) == nullptr);
}

}  // namespace
}  // namespace tact::test
