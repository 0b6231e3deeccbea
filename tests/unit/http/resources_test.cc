// What the resources answer, over a real socket.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

std::string ask_for(const std::string& customer, const std::string& more = "") {
  return R"({"customer":")" + customer + R"(","channel":"sms","purpose":"marketing/promotion")" +
         more + "}";
}

// What is refused says why, and leaves nothing behind.
struct BadRow {
  std::string body;
  int status;
  std::string pointer;
  std::string why;
};

const std::vector<BadRow> bad_requests = {
    {"", 400, "", "nothing"},
    {"{", 400, "", "not JSON"},
    {ask_for("a\xff"), 400, "", "broken UTF-8"},
    {ask_for("a") + "x", 400, "", "something after the end"},
    {"[1]", 400, "", "not an object"},
    {ask_for("a", R"(,"customer":"b")"), 400, "", "a key twice"},
    {ask_for("a", R"(,"expires":"x")"), 400, "/expires", "an unknown field"},
    {ask_for("a", R"(,"priority":101)"), 400, "/priority", "out of bounds"},
    {ask_for("a", R"(,"labels":{"subject":1})"), 400, "/labels/subject", "a label must be text"},
    {ask_for("a", R"(,"at":"2026-11-24T11:54:59Z")"), 400, "/at", "more than 5 minutes ago"},
    {ask_for("a", R"(,"at":"2027-11-26T12:00:00Z")"), 400, "/at", "more than 366 days ahead"},
    {ask_for("a", R"(,"at":"yesterday")"), 400, "/at", "no time"},
    {R"({"customer":"a","channel":"fax","purpose":"marketing/promotion"})", 400, "/channel",
     "an unknown channel"},
    {R"({"customer":"a","channel":"sms","purpose":"marketing"})", 400, "/purpose",
     "not a leaf of the tree"},
    {R"({"channel":"sms","purpose":"marketing/promotion"})", 400, "/customer", "nobody"},
    {R"({"address":"12","channel":"sms","purpose":"marketing/promotion"})", 400, "/address",
     "no telephone number"},
    {ask_for(std::string(129, 'a')), 400, "/customer", "too long"},
};

TEST_CASE("a bad request says where it is wrong, and leaves no trace", "[http]") {
  HttpDesk desk;
  const std::uint64_t before = desk.size();
  for (const BadRow& row : bad_requests) {
    const Answer answer = desk.post("/v1/decisions", row.body);
    INFO(row.why << ": " << answer.body);
    CHECK(answer.status == row.status);
    CHECK(answer.field("content-type") == "application/problem+json");
    if (!row.pointer.empty()) CHECK_THAT(answer.body, Contains("\"" + row.pointer + "\""));
  }
  CHECK(desk.size() == before);
  CHECK(desk.get("/v1/customers/a").status == 404);
}

TEST_CASE("a decision is answered, recorded, and found again", "[http]") {
  HttpDesk desk;
  const std::string body = ask_for("ayse", R"(,"request_id":"r-1","campaign":"spring",)"
                                           R"("address":"+90 532 123 45 67")");
  const Answer answer = desk.post("/v1/decisions", body);
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body, Contains(R"("outcome":"allow")"));
  CHECK_THAT(answer.body, Contains(R"("headroom":{"rule":"cap","remaining":4})"));
  REQUIRE_THAT(answer.body, Contains(R"({"decision":"2")"));
  const Answer shown = desk.get("/v1/decisions/2");
  CHECK(shown.status == 200);
  for (const char* part :
       {R"("decision":"2")", R"("customer":"ayse")", R"("address":"+905321234567")",
        R"("campaign":"spring")", R"("request_id":"r-1")", R"("status":"reserved")",
        R"("planned_at":"2026-11-24T12:00:00.000Z")", R"("policy":"capped@)",
        R"("by":"anonymous")"}) {
    CHECK_THAT(shown.body, Contains(part));
  }
}

TEST_CASE("there is no decision where another entry, or none, is", "[http]") {
  HttpDesk desk;
  for (const char* id : {"0", "1", "7", "01", "x", "-1", "99999999999999999999"}) {
    INFO(id);
    CHECK(desk.get(std::string("/v1/decisions/") + id).status == 404);
  }
}

TEST_CASE("a dry run answers without a trace", "[http]") {
  HttpDesk desk(capped_policy(1));
  const std::uint64_t before = desk.size();
  for (int i = 0; i < 3; ++i) {
    const Answer answer = desk.post("/v1/decisions?dry_run=true", ask_for("ayse"));
    CHECK_THAT(answer.body, Contains(R"("outcome":"allow")"));
    CHECK_THAT(answer.body, !Contains(R"("decision")"));
  }
  CHECK(desk.size() == before);
  CHECK(desk.post("/v1/decisions?dry_run=yes", ask_for("ayse")).status == 400);
}

TEST_CASE("explaining adds the rules that passed as well", "[http]") {
  HttpDesk desk;
  CHECK_THAT(desk.post("/v1/decisions?explain=true", ask_for("ayse")).body,
             Contains(R"("rules":[{"rule":"cap","passes":true)"));
  CHECK_THAT(desk.post("/v1/decisions", ask_for("ayse")).body, !Contains(R"("rules")"));
}

TEST_CASE("a past decision whose policy was not kept is shown and says so", "[http]") {
  HttpDesk desk;
  desk.post("/v1/decisions", ask_for("a"));
  const Answer answer = desk.get("/v1/decisions/2?explain=true");
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body, Contains(R"("outcome":"allow")"));
  CHECK_THAT(answer.body, Contains(R"("policy_activated":{"id":"1",)"));
  CHECK_THAT(answer.body, Contains(R"("unexplained":"no policy with the hash)"));
  CHECK_THAT(answer.body, !Contains(R"("rules")"));
}

TEST_CASE("the same request id is answered again, and another body is a conflict", "[http]") {
  HttpDesk desk;
  const std::string body = ask_for("ayse", R"(,"request_id":"r-1")");
  desk.post("/v1/decisions", body);
  const Answer again = desk.post("/v1/decisions", body);
  CHECK(again.status == 200);
  CHECK_THAT(again.body, Contains(R"("replayed":true)"));
  CHECK(desk.post("/v1/decisions", ask_for("mehmet", R"(,"request_id":"r-1")")).status == 409);
}

TEST_CASE("a report raises a decision's status, and a refusal has none", "[http]") {
  HttpDesk desk(capped_policy(1));
  desk.post("/v1/decisions", ask_for("ayse"));
  CHECK(desk.post("/v1/decisions/2/outcome", R"({"status":"delivered"})").status == 200);
  CHECK(desk.post("/v1/decisions/2/outcome", R"({"status":"sent"})").status == 200);
  CHECK_THAT(desk.get("/v1/decisions/2").body, Contains(R"("status":"delivered")"));
  CHECK_THAT(desk.post("/v1/decisions", ask_for("ayse")).body, Contains(R"("decision":"5")"));
  CHECK_THAT(desk.get("/v1/decisions/5").body, !Contains(R"("status")"));
  CHECK(desk.post("/v1/decisions/5/outcome", R"({"status":"sent"})").status == 409);
  CHECK(desk.post("/v1/decisions/9/outcome", R"({"status":"sent"})").status == 404);
  CHECK(desk.post("/v1/decisions/2/outcome", R"({"status":"reserved"})").status == 400);
}

TEST_CASE("a place that is given back can be used again", "[http]") {
  HttpDesk desk(capped_policy(1));
  desk.post("/v1/decisions", ask_for("ayse"));
  CHECK_THAT(desk.post("/v1/decisions", ask_for("ayse")).body, Contains(R"("outcome":"defer")"));
  desk.post("/v1/decisions/2/outcome", R"({"status":"failed"})");
  CHECK_THAT(desk.post("/v1/decisions", ask_for("ayse")).body, Contains(R"("outcome":"allow")"));
}

TEST_CASE("one record may be written over several lines", "[http]") {
  HttpDesk desk;
  const Answer answer =
      desk.post("/v1/records", "{\n \"type\": \"list\",\n \"list\": \"dnc\"\n}\n");
  CHECK(answer.status == 200);
  CHECK(answer.body == "{\"seq\":\"2\"}\n");
}

TEST_CASE("lines are answered in their places, with or without the type saying so", "[http]") {
  HttpDesk desk;
  const std::string lines = "{\"type\":\"list\",\"list\":\"a\"}\n\n{bad\n" + ask_for("ayse") +
                            "\n" +
                            R"({"type":"request","customer":"a","channel":"sms",)"
                            R"("purpose":"service/order"})"
                            "\n"
                            R"({"type":"list","list":"b"})";  // The last line needs no end.
  for (const char* type : {"", "Content-Type: application/x-ndjson\r\n"}) {
    const Answer answer = desk.call("POST", "/v1/records", lines, type);
    INFO(answer.body);
    CHECK(answer.status == 200);
    CHECK(answer.field("content-type") == "application/x-ndjson");
    const auto at = [&](const char* part) { return answer.body.find(part); };
    CHECK(at(R"({"line":1,"seq":")") == 0);
    CHECK(at(R"({"line":3,"error":{)") != std::string::npos);
    CHECK(at(R"({"line":4,"error":{)") > at(R"({"line":3,"error":{)"));
    CHECK(at(R"({"line":5,"error":{)") > at(R"({"line":4,"error":{)"));
    CHECK(at(R"({"line":6,"seq":")") > at(R"({"line":5,"error":{)"));
    CHECK(at("\"line\":2") == std::string::npos);
  }
  CHECK(desk.size() == 6);  // start, policy, and twice two lists.
}

TEST_CASE("a broken record is one problem, and a request is not a record", "[http]") {
  HttpDesk desk;
  CHECK(desk.post("/v1/records", "{\n \"type\": \"list\",\n \"list\" \"dnc\"\n}\n").status == 400);
  CHECK(desk.post("/v1/records", "").status == 400);
  const Answer answer = desk.post("/v1/records", R"({"type":"request","customer":"a",)"
                                                 R"("channel":"sms","purpose":"service/order"})");
  CHECK(answer.status == 400);
  CHECK_THAT(answer.body, Contains("/v1/decisions"));
  CHECK(desk.size() == 2);
}

TEST_CASE("a customer is put, told of, and shown", "[http]") {
  HttpDesk desk;
  CHECK(desk.get("/v1/customers/ayse").status == 404);
  const std::string profile = R"({"timezone":"Europe/Istanbul","segments":["vip"],)"
                              R"("birth_date":"1990-05-01","household":"h-1",)"
                              R"("addresses":[{"channel":"sms","address":"+905321234567"}]})";
  CHECK(desk.call("PUT", "/v1/customers/ay%C5%9Fe", profile).status == 200);
  desk.post("/v1/records", R"({"type":"consent","customer":"ayşe","purpose":"marketing",)"
                           R"("state":"granted","at":"2026-01-10T10:00:00+03:00"})");
  desk.post("/v1/records", R"({"type":"listing","address":"+905321234567","list":"dnc",)"
                           R"("state":"added"})");
  desk.post("/v1/decisions", ask_for("ayşe"));
  const Answer shown = desk.get("/v1/customers/ay%C5%9Fe");
  CHECK(shown.status == 200);
  for (const char* part :
       {R"("customer":"ayşe")", R"("timezone":"Europe/Istanbul")", R"("segments":["vip"])",
        R"("birth_date":"1990-05-01")", R"("household":"h-1")",
        R"("addresses":[{"channel":"sms","address":"+905321234567"}])",
        R"("state":"granted","at":"2026-01-10T07:00:00.000Z","purpose":"marketing")",
        R"("listings":[{"list":"dnc","since":"2026-11-24T12:00:00.000Z",)",
        R"("address":"+905321234567"}])", R"("status":"reserved")"}) {
    CHECK_THAT(shown.body, Contains(part));
  }
}

TEST_CASE("a profile goes to the customer that the address names", "[http]") {
  HttpDesk desk;
  CHECK(desk.call("PUT", "/v1/customers/a", R"({"customer":"a"})").status == 200);
  CHECK(desk.call("PUT", "/v1/customers/a", R"({"customer":"b"})").status == 400);
  CHECK(desk.call("PUT", "/v1/customers/" + std::string(129, 'a'), "{}").status == 400);
  CHECK(desk.get("/v1/customers/b").status == 404);
}

TEST_CASE("without a policy nothing is decided, and the daemon is not ready", "[http]") {
  HttpDesk desk(nullptr);
  CHECK(desk.get("/healthz").status == 200);
  CHECK(desk.get("/readyz").status == 503);
  CHECK(desk.get("/v1/policy").status == 503);
  CHECK(desk.post("/v1/decisions", ask_for("ayse")).status == 503);
  CHECK(desk.post("/v1/decisions", ask_for("ayse")).field("retry-after") == "1");
}

TEST_CASE("the active policy is shown with its rules", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.get("/v1/policy");
  CHECK(desk.get("/readyz").status == 200);
  CHECK_THAT(answer.body, Contains(R"("name":"capped")"));
  CHECK_THAT(answer.body, Contains(R"("since":"2026-11-24T12:00:00.000Z")"));
  CHECK_THAT(answer.body, Contains(R"("id":"cap","text":"No more than 5.","mode":"enforce",)"
                                   R"("check":"cap")"));
}

TEST_CASE("figures count what was answered", "[http]") {
  HttpDesk desk(capped_policy(1));
  desk.post("/v1/decisions", ask_for("ayse"));
  desk.post("/v1/decisions", ask_for("ayse"));
  desk.post("/v1/decisions", "{");
  const std::string text = desk.get("/metrics").body;
  for (const char* line : {"tact_decisions_total{outcome=\"allow\"} 1\n",
                           "tact_decisions_total{outcome=\"defer\"} 1\n",
                           "tact_reasons_total{code=\"cap-reached\"} 1\n",
                           "tact_http_requests_total{route=\"/v1/decisions\",status=\"200\"} 2\n",
                           "tact_http_requests_total{route=\"/v1/decisions\",status=\"400\"} 1\n",
                           "tact_http_request_duration_seconds_count{route=\"/v1/decisions\"} 3\n",
                           "tact_ledger_entries 4\n"}) {
    CHECK_THAT(text, Contains(line));
  }
}

}  // namespace
}  // namespace tact::test
