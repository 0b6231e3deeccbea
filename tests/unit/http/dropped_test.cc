// A log of which retention dropped some, over HTTP: what is gone is said to be, the rest is as it
// was.
#include <algorithm>
#include <string>
#include <vector>

#include "unit/http/log_pieces.h"

namespace tact::test {
namespace {

using Catch::Contains;

void drop(HttpDesk& desk, const std::vector<Seq>& seqs) {
  REQUIRE(desk.store.drop_entries(seqs).ok());
}

// What the JSON text of an answer says how often.
std::size_t count_in(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

constexpr const char* policy_text = R"(tact: 1
policy: shop
defaults: { timezone: Europe/Istanbul, country: TR }
vocabulary:
  channels: [sms]
  purposes: [marketing/promotion]
rules:
  - id: few
    text: Not more than two a week.
    cap: { at_most: 2, within: 7d }
)";

EngineOptions with_zones() {
  EngineOptions options;
  options.zones = istanbul_zones();
  return options;
}

// One customer, asked for every hour: two are allowed, all others refused.
class AskedDesk : public HttpDesk {
 public:
  AskedDesk() : HttpDesk(std::shared_ptr<const Policy>(), {}, with_zones()) {
    const Answer filed =
        call("POST", "/v1/policies", policy_text, "Content-Type: application/yaml\r\n");
    INFO(filed.body);
    REQUIRE(filed.status == 200);
    for (int i = 0; i < 8; ++i) {
      const Answer answer =
          post("/v1/decisions", R"({"customer":"ayse","channel":"sms",)"
                                R"("purpose":"marketing/promotion","campaign":"spring"})");
      REQUIRE(answer.status == 200);
      const std::size_t at = answer.body.find(R"("decision":")") + 12;
      ids.push_back(answer.body.substr(at, answer.body.find('"', at) - at));
      clock.advance(std::chrono::hours(1));
    }
    // Retention never drops among the last entries, whose row of hashes is not stored yet.
    std::string lists;
    for (int i = 0; i < 300; ++i) {
      lists += R"({"type":"list","list":"dnc-)" + std::to_string(i) + "\"}\n";
    }
    REQUIRE(call("POST", "/v1/records", lists, "Content-Type: application/x-ndjson\r\n").status ==
            200);
  }

  void drop_first(std::size_t count) {
    std::vector<Seq> seqs;
    for (std::size_t i = 0; i < count; ++i) seqs.push_back(Seq{std::stoull(ids[i])});
    drop(*this, seqs);
  }

  std::vector<std::string> ids;
};

TEST_CASE("a decision that was dropped is gone, and the answer says why", "[http]") {
  AskedDesk desk;
  desk.drop_first(3);
  for (const std::string& path :
       {"/v1/decisions/" + desk.ids[1], "/v1/log/entries/" + desk.ids[1],
        "/v1/decisions/" + desk.ids[1] + "/proof", "/v1/decisions/" + desk.ids[1] + "?explain=true",
        "/v1/decisions/" + desk.ids[1] + "?as_test=true"}) {
    const Answer answer = desk.get(path);
    INFO(path << ": " << answer.body);
    CHECK(answer.status == 410);
    CHECK(answer.field("content-type") == "application/problem+json");
    CHECK_THAT(answer.body, Contains("entry " + desk.ids[1] + " was dropped by retention"));
    CHECK(answer.field("cache-control").empty());
  }
  CHECK(desk.get("/v1/decisions/" + desk.ids[3]).status == 200);
  CHECK(desk.get("/v1/log/entries/" + desk.ids[3]).status == 200);
  CHECK(desk.get("/v1/decisions/" + desk.ids[3] + "/proof").status == 200);
  CHECK(desk.get("/v1/decisions/9999").status == 404);
  CHECK(count_in(desk.get("/openapi.json").body, "\"410\"") >= 3);
}

TEST_CASE("a decision that looked back to what was dropped is not called altered", "[http]") {
  AskedDesk desk;
  const std::string path = "/v1/decisions/" + desk.ids[5];
  CHECK_THAT(desk.get(path + "?explain=true").body, Contains(R"("matches_record":true)"));
  desk.drop_first(1);
  const Answer answer = desk.get(path + "?explain=true");
  INFO(answer.body);
  CHECK(answer.status == 200);
  CHECK_THAT(answer.body,
             Contains(R"("unexplained":"entries that it looked back to were dropped)"));
  CHECK_THAT(answer.body, !Contains("matches_record"));
  const Answer test = desk.get(path + "?as_test=true", "application/yaml");
  CHECK(test.status == 409);
  CHECK_THAT(test.body, Contains("dropped by retention"));
}

TEST_CASE("what would have been answered is not said without what was dropped", "[http]") {
  AskedDesk desk;
  const std::string wish = R"({"as_of":"2026-11-24T18:30:00Z","request":{"customer":"ayse",)"
                           R"("channel":"sms","purpose":"marketing/promotion"}})";
  const Answer before = desk.post("/v1/log/replay", wish);
  INFO(before.body);
  REQUIRE(before.status == 200);
  desk.drop_first(1);
  const Answer after = desk.post("/v1/log/replay", wish);
  CHECK(after.status == 410);
  CHECK_THAT(after.body, Contains("were dropped by retention"));
}

TEST_CASE("the log and a customer's export leave out what was dropped", "[http]") {
  AskedDesk desk;
  desk.drop_first(3);
  for (const char* query : {"type=decision", "campaign=spring", "customer=ayse&type=decision",
                            "type=decision&order=asc", "campaign=spring&order=asc"}) {
    const Answer log = desk.get(std::string("/v1/log?") + query, "application/x-ndjson");
    INFO(query << ": " << log.body);
    CHECK(log.status == 200);
    CHECK(count_in(log.body, "\n") == 5);
    const Answer table = desk.get(std::string("/v1/log?") + query, "text/csv");
    CHECK(count_in(table.body, "\r\n") == 6);
  }
  for (const char* limit : {"1", "2", "100"}) {
    std::size_t found = 0;
    std::string cursor;
    do {
      const Answer page = desk.get("/v1/customers/ayse/export?limit=" + std::string(limit) +
                                   (cursor.empty() ? "" : "&after=" + cursor));
      INFO(page.body);
      REQUIRE(page.status == 200);
      found += count_in(page.body, R"("type":"decision")");
      cursor = page.field("x-next-cursor");
    } while (!cursor.empty());
    CHECK(found == 5);
  }
  const Answer text = desk.get("/v1/customers/ayse/export?form=text&limit=1000");
  CHECK(text.status == 200);
}

TEST_CASE("a bundle with an entry that was dropped is gone, tiles of hashes are not", "[http]") {
  LongLogDesk desk(600);
  drop(desk, {Seq{3}, Seq{255}});
  for (const char* path : {"entries/000", "entries/000.p/4"}) {
    const Answer answer = desk.get(std::string("/v1/log/tile/") + path);
    INFO(answer.body);
    CHECK(answer.status == 404);
    CHECK(answer.field("content-type") == "application/problem+json");
    CHECK(answer.field("cache-control").empty());
    CHECK_THAT(answer.body, Contains("entry 3 was dropped by retention"));
  }
  CHECK(desk.get("/v1/log/tile/entries/000.p/3").status == 200);
  CHECK(desk.get("/v1/log/tile/entries/001").status == 200);
  std::string hashes;
  for (const Hash256& hash : desk.first(256)) hashes += bytes_of(hash);
  CHECK(desk.get("/v1/log/tile/0/000").body == hashes);
  CHECK(desk.get("/v1/log/proof/inclusion?seq=3&size=600").status == 200);
}

}  // namespace
}  // namespace tact::test
