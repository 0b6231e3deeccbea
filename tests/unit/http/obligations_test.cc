// What must be done, over HTTP: what an item says, the forms, and the figures.
#include <string>

#include <catch2/catch.hpp>

#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

std::shared_ptr<const Policy> obliging_policy(bool with_reports = true) {
  Policy policy = open_policy("obliging");
  if (!with_reports) policy.hash.replace(0, 1, "f");
  Obligation report;
  report.id = "report";
  report.text = "Report the refusal.";
  report.law = "Art. 9";
  report.opened_by = {ConsentTrigger{ConsentState::withdrawn, {}}};
  report.closed_by = {ActivityTrigger{{"purchase"}}};
  report.due.span = {SpanUnit::exact, std::chrono::hours(24), 0};
  Obligation answer = report;
  answer.id = "answer";
  answer.text = "Answer, \"in writing\".";
  answer.law = "";
  answer.opened_by = {ActivityTrigger{{"complaint"}}};
  if (with_reports) policy.obligations.push_back(report);
  policy.obligations.push_back(answer);
  return std::make_shared<const Policy>(std::move(policy));
}

class ObligationDesk : public HttpDesk {
 public:
  ObligationDesk() : HttpDesk(obliging_policy()) {}

  void withdraw(const std::string& who, const std::string& more = "") {
    const Answer answer = post("/v1/records", R"({"type":"consent","state":"withdrawn",)" + who +
                                                  R"(,"channel":"sms")" + more + "}");
    REQUIRE(answer.status == 200);
  }
  std::string list(const std::string& query = "") { return get("/v1/obligations?" + query).body; }
};

constexpr const char* nothing =
    "{\"obligations\":[],\"next\":null,\"now\":\"2026-11-24T12:00:00.000Z\"}\n";

TEST_CASE("an item says who, what, why and until when", "[http]") {
  ObligationDesk desk;
  CHECK(desk.list() == nothing);
  desk.withdraw(R"("customer":"ayse")", R"(,"brand":"acme")");
  CHECK(desk.list() == R"({"obligations":[{"obligation":"3","rule":"report","state":"open",)"
                       R"("text":"Report the refusal.","law":"Art. 9","customer":"ayse",)"
                       R"("opened_at":"2026-11-24T12:00:00.000Z","due":"2026-11-25T12:00:00.000Z",)"
                       R"("overdue":false,"calendar_missing":false,"channel":"sms","brand":"acme",)"
                       R"("because":"2"}],"next":null,"now":"2026-11-24T12:00:00.000Z"})"
                       "\n");
  CHECK(desk.list("state=overdue") == nothing);
  desk.clock.set(*parse_instant("2026-11-25T11:59:59.999Z"));
  CHECK_THAT(desk.list("state=overdue"), Contains("\"obligations\":[]"));
  desk.clock.set(*parse_instant("2026-11-25T12:00:00Z"));
  CHECK_THAT(desk.list("state=overdue"), Contains("\"overdue\":true"));
}

TEST_CASE("what the active policy does not say any more is still due", "[http]") {
  ObligationDesk desk;
  desk.withdraw(R"("customer":"ayse")");
  desk.engine().handle({{Activate{obliging_policy(false)}, "officer"}});
  const std::string list = desk.list();
  CHECK_THAT(list, Contains("\"rule\":\"report\"") && !Contains("\"text\""));
  CHECK_THAT(desk.get("/metrics").body, Contains("tact_obligations_open{rule=\"report\"} 1\n"));
}

TEST_CASE("obligations are found by whom they are about", "[http]") {
  ObligationDesk desk;
  desk.post("/v1/records", R"({"type":"customer","customer":"ayse","addresses":)"
                           R"([{"channel":"sms","address":"+905321234567"},)"
                           R"({"channel":"call","address":"+905321234567"}]})");
  desk.withdraw(R"("customer":"ayse")");
  desk.withdraw(R"("address":"+905321234567")");
  desk.withdraw(R"("address":"+905321234568")");
  const auto count = [&](const std::string& query) {
    const std::string body = desk.get("/v1/obligations?" + query, "application/x-ndjson").body;
    return std::count(body.begin(), body.end(), '\n');
  };
  CHECK(count("") == 3);
  CHECK(count("customer=ayse") == 2);  // What was said of her address alone is hers too.
  CHECK(count("address=+905321234567") == 1);
  CHECK(count("address=%2B905321234568") == 1);
  CHECK(count("customer=ayse&address=%2B905321234567") == 1);
  CHECK(count("customer=ayse&address=%2B905321234568") == 0);
  CHECK(count("customer=nobody") == 0);
  CHECK(count("address=%2B905321234569") == 0);
  CHECK_THAT(desk.list("address=%2B905321234568"), Contains(R"("address":"+905321234568")"));
  const std::string customer = desk.get("/v1/customers/ayse").body;
  CHECK_THAT(customer, Contains(R"("obligations":[{"obligation":"4","rule":"report",)") &&
                           Contains(R"("channel":"sms","address":"+905321234567"}]})"));
}

TEST_CASE("as CSV an obligation is a row", "[http]") {
  ObligationDesk desk;
  desk.post("/v1/records", R"({"type":"activity","customer":"a, b","event":"complaint"})");
  const Answer table = desk.get("/v1/obligations", "text/csv");
  CHECK(table.field("content-type") == "text/csv; charset=utf-8; header=present");
  CHECK(table.body ==
        "obligation,rule,state,due,overdue,customer,address,channel,brand,opened_at,"
        "calendar_missing,because,closed_at,closed_because,closed_by,note,text,law\r\n"
        "3,answer,open,2026-11-25T12:00:00.000Z,false,\"a, b\",,,,2026-11-24T12:00:00.000Z,false,"
        "2,,,,,\"Answer, \"\"in writing\"\".\",\r\n");
}

TEST_CASE("what was closed says when, by what and by whom", "[http]") {
  ObligationDesk desk;
  desk.withdraw(R"("customer":"ayse")");
  desk.withdraw(R"("customer":"bora")");
  desk.clock.set(*parse_instant("2026-11-25T12:00:00Z"));
  desk.post("/v1/records", R"({"type":"activity","customer":"ayse","event":"purchase"})");
  const Answer closing = desk.post(
      "/v1/records", R"({"type":"obligation","obligation":"5","state":"closed","note":"late"})");
  CHECK(closing.body == "{\"seq\":\"8\"}\n");
  const std::string list = desk.list("state=closed");
  CHECK_THAT(list, Contains(R"("because":"2","closed_at":"2026-11-25T12:00:00.000Z",)"
                            R"("closed_because":"6","closed_by":"anonymous"})"));
  CHECK_THAT(list, Contains(R"("because":"4","closed_at":"2026-11-25T12:00:00.000Z",)"
                            R"("closed_by":"anonymous","note":"late"})"));
  CHECK(list.find(R"("overdue":false)") == std::string::npos);
  CHECK_THAT(desk.list("state=closed&limit=1"), Contains(R"("next":"8")"));
  CHECK_THAT(desk.list(), Contains(R"("obligations":[])"));
}

TEST_CASE("the log finds obligations by rule, channel and type, and shows them as rows", "[http]") {
  ObligationDesk desk;
  desk.withdraw(R"("customer":"ayse")", R"(,"brand":"acme")");
  desk.post("/v1/records", R"({"type":"obligation","obligation":"3","state":"closed"})");
  for (const char* query : {"rule=report", "type=obligation", "rule=report&channel=sms",
                            "type=obligation&brand=acme&customer=ayse"}) {
    INFO(query);
    const std::string rows = desk.get(std::string("/v1/log?order=asc&") + query, "text/csv").body;
    CHECK_THAT(
        rows,
        Contains("3,2026-11-24T12:00:00.000Z,obligation,open,ayse,sms,,acme,,report,,anonymous"
                 "\r\n4,2026-11-24T12:00:00.000Z,obligation,closed,ayse,sms,,acme,,"
                 "report,,anonymous\r\n"));
  }
  CHECK(desk.get("/v1/log?rule=report&channel=email", "application/x-ndjson").body.empty());
}

TEST_CASE("figures of obligations begin at 0 and grow late by the hour", "[http]") {
  ObligationDesk desk;
  const auto shows = [&](const std::string& line) {
    return desk.get("/metrics").body.find("\ntact_obligations_" + line + '\n') != std::string::npos;
  };
  CHECK(shows(R"(open{rule="report"} 0)"));
  CHECK(shows(R"(overdue{rule="answer"} 0)"));
  desk.withdraw(R"("customer":"ayse")");
  CHECK(shows(R"(open{rule="report"} 1)"));
  desk.clock.set(*parse_instant("2026-11-25T12:59:59Z"));
  CHECK(shows(R"(overdue{rule="report"} 0)"));
  desk.clock.set(*parse_instant("2026-11-25T13:00:00Z"));
  CHECK(shows(R"(overdue{rule="report"} 1)"));
}

TEST_CASE("an obligation that cannot be listed is refused with what can", "[http]") {
  ObligationDesk desk;
  for (const char* query : {"state=gone", "limit=0", "limit=1001", "after=x", "after=3",
                            "state=closed&after=1-3", "due_before=soon", "address=12", "x=y"}) {
    INFO(query);
    CHECK(desk.get(std::string("/v1/obligations?") + query).status == 400);
  }
  CHECK(desk.get("/v1/obligations?rule=" + std::string(129, 'x')).status == 400);
  CHECK(desk.get("/v1/obligations", "image/png").status == 406);
}

TEST_CASE("pages of obligations name the next by link", "[http]") {
  ObligationDesk desk;
  for (int i = 0; i < 5; ++i) desk.withdraw(R"("customer":"c)" + std::to_string(i) + '"');
  std::string target = "/v1/obligations?limit=2&rule=report";
  std::string seen;
  while (!target.empty()) {
    const Answer page = desk.get(target, "application/x-ndjson");
    seen += page.body;
    const std::string& link = page.field("link");
    target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
  }
  CHECK(seen == desk.get("/v1/obligations", "application/x-ndjson").body);
  CHECK(std::count(seen.begin(), seen.end(), '\n') == 5);
}

}  // namespace
}  // namespace tact::test
