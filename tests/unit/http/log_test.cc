// The log over HTTP: its forms, its pages, and what cannot be asked.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

class LogDesk : public HttpDesk {
 public:
  // Entries 2 to 21: ten customers asked for twice, the second time refused.
  LogDesk() : HttpDesk(capped_policy(1)) {
    for (int round = 0; round < 2; ++round) {
      for (int i = 0; i < 10; ++i) {
        post("/v1/decisions", R"({"customer":"c)" + std::to_string(i) +
                                  R"(","address":"+90532123456)" + std::to_string(i) +
                                  R"(","channel":"sms","purpose":"marketing/promotion",)"
                                  R"("campaign":"spring, \"sale\""})");
        clock.advance(std::chrono::minutes(1));
      }
    }
  }

  int count(const std::string& query) {
    const Answer answer = get("/v1/log?" + query, "application/x-ndjson");
    REQUIRE(answer.status == 200);
    return static_cast<int>(std::count(answer.body.begin(), answer.body.end(), '\n'));
  }
};

TEST_CASE("the log is asked by who, what, why and when", "[http]") {
  struct Row {
    std::string query;
    int entries;
  };
  LogDesk desk;
  const std::vector<Row> rows = {
      {"", 22},
      {"customer=c3", 2},
      {"customer=nobody", 0},
      {"address=%2B905321234563", 2},
      {"address=+905321234563", 2},  // A plus that was not escaped.
      {"address=%2B90%20532%20123%2045%2063", 2},
      {"customer=c3&address=%2B905321234564", 0},
      {"outcome=allow", 10},
      {"rule=cap", 10},
      {"rule=cap&customer=c3", 1},
      {"type=decision", 20},
      {"type=policy", 1},
      {"purpose=marketing", 20},
      {"purpose=market", 0},  // A node of the tree, not a beginning of its name.
      {"channel=email", 0},
      {"campaign=spring,+%22sale%22", 20},
      {"from=2026-11-24T12:10:00Z", 10},
      {"from=2026-11-24T15:10:00+03:00&to=2026-11-24T15:12:00%2B03:00", 2},
      {"limit=7", 7},
  };
  for (const Row& row : rows) {
    INFO(row.query);
    CHECK(desk.count(row.query) == row.entries);
  }
}

TEST_CASE("what cannot be asked is refused with what can", "[http]") {
  LogDesk desk;
  for (const char* query :
       {"limit=0", "limit=1001", "limit=x", "order=up", "outcome=maybe", "type=mail", "from=today",
        "to=2026-11-24", "after=x", "address=12", "costumer=c1"}) {
    INFO(query);
    CHECK(desk.get(std::string("/v1/log?") + query).status == 400);
  }
  CHECK(desk.get("/v1/log", "image/png").status == 406);
  CHECK(desk.get("/v1/log", "*/*").field("content-type") == "application/json");
}

TEST_CASE("pages follow each other without a gap, in either order, while the log grows", "[http]") {
  for (const char* order : {"asc", "desc"}) {
    LogDesk desk;
    const std::uint64_t size = desk.size();
    std::vector<std::string> seen;
    std::string target = std::string("/v1/log?limit=4&order=") + order;
    while (!target.empty()) {
      const Answer page = desk.get(target, "application/x-ndjson");
      for (std::size_t at = 0; at < page.body.size(); at = page.body.find('\n', at) + 1) {
        seen.push_back(page.body.substr(at, page.body.find('\n', at) - at));
      }
      if (seen.size() < 8) desk.post("/v1/records", R"({"type":"list","list":"dnc"})");
      const std::string& link = page.field("link");
      if (!link.empty()) {
        CHECK_THAT(link, Contains("after=" + page.field("x-next-cursor") + ">; rel=\"next\""));
      }
      target = link.empty() ? "" : link.substr(1, link.find('>') - 1);
    }
    const bool is_forward = std::string(order) == "asc";
    // What came while paging lies beyond the end of the one and before the beginning of the other.
    REQUIRE(seen.size() == (is_forward ? desk.size() : size));
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const std::uint64_t seq = is_forward ? i : size - 1 - i;
      CHECK(seen[i] == desk.store.entries(Seq{seq}, 1)->front());
    }
  }
}

TEST_CASE("as JSON a page holds its entries and where the next begins", "[http]") {
  LogDesk desk;
  const Answer page = desk.get("/v1/log?customer=c3&limit=1&order=asc");
  CHECK_THAT(page.body, Catch::StartsWith(R"({"entries":[{"address":")"));
  CHECK_THAT(page.body, Catch::EndsWith("],\"next\":\"5\"}\n"));
  CHECK_THAT(desk.get("/v1/log?customer=c3&limit=1&order=asc&after=5").body,
             Contains("\"seq\":15"));
  CHECK(desk.get("/v1/log?customer=nobody").body == "{\"entries\":[],\"next\":null}\n");
}

TEST_CASE("as CSV an entry is a row, with the customer's name", "[http]") {
  LogDesk desk;
  const Answer table = desk.get("/v1/log?customer=c3&order=asc", "text/csv");
  CHECK(table.body ==
        "seq,at,type,outcome,customer,channel,purpose,brand,campaign,rules,policy,by\r\n"
        "5,2026-11-24T12:03:00.000Z,decision,allow,c3,sms,marketing/promotion,,"
        "\"spring, \"\"sale\"\"\",,capped@1c604800000a,anonymous\r\n"
        "15,2026-11-24T12:13:00.000Z,decision,defer,c3,sms,marketing/promotion,,"
        "\"spring, \"\"sale\"\"\",cap,capped@1c604800000a,anonymous\r\n");
}

TEST_CASE("the checkpoint is the ledger's", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.get("/v1/log/checkpoint");
  CHECK(answer.status == 200);
  const auto checkpoint = parse_checkpoint(answer.body);
  REQUIRE(checkpoint.ok());
  CHECK(checkpoint->origin == "localhost/tact");
  CHECK(checkpoint->size <= desk.size());
}

}  // namespace
}  // namespace tact::test
