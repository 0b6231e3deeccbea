// Who read what is about people is in the ledger, by name, and what they asked is not.
#include <cstdint>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "unit/http/guarded_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

// What was noted of readings: "auditor log customer,from 3", with `+` where it was of one person.
std::vector<std::string> readings(const HttpDesk& desk) {
  std::vector<std::string> noted;
  const auto lines = desk.store.entries(Seq{}, desk.size());
  REQUIRE(lines.ok());
  for (const std::string& line : *lines) {
    const auto entry = parse_entry(line);
    REQUIRE(entry.ok());
    const auto* reading = std::get_if<AccessEntry>(&entry->body);
    if (reading == nullptr) continue;
    std::string text = entry->by + ' ' + reading->resource + ' ';
    for (const std::string& filter : reading->filters) text += filter + ',';
    text.back() = text.back() == ',' ? ' ' : text.back();
    noted.push_back(text + std::to_string(reading->returned) + (entry->subject ? "+" : ""));
    for (const char* said : {"ayse", "+905320000000", "spring"}) {
      INFO("the value of a filter must not be in the ledger");
      CHECK(line.find(said) == std::string::npos);
    }
  }
  return noted;
}

TEST_CASE("who reads what is about people is recorded by name, and what they asked is not",
          "[http]") {
  GuardedDesk guarded;
  HttpDesk& desk = guarded.desk();
  const std::string request = R"({"customer":"ayse","address":"+905320000000","channel":"sms",)"
                              R"("purpose":"marketing/promotion"})";
  const Answer asked = guarded.call(Role::sender, "POST", "/v1/decisions", request);
  REQUIRE(asked.status == 200);
  const std::size_t at = asked.body.find(R"("decision":")") + 12;
  const std::string id = asked.body.substr(at, asked.body.find('"', at) - at);

  const std::uint64_t before = desk.size();
  struct Read {
    Role role;
    std::string target;
    int status;
    std::string noted;  // "" nothing
  };
  const std::vector<Read> reads = {
      {Role::auditor, "/v1/log?limit=1", 200, "auditor log 1"},
      {Role::auditor, "/v1/log?type=decision&customer=ayse&order=asc", 200,
       "auditor log customer,type 1+"},
      {Role::auditor, "/v1/log?address=%2B905320000000", 200, "auditor log address 1+"},
      {Role::auditor, "/v1/log?customer=nobody", 200, "auditor log customer 0"},
      {Role::admin, "/v1/log?campaign=spring", 200, "admin log campaign 0"},
      {Role::sender, "/v1/decisions/" + id, 200, "sender decision 1+"},
      {Role::officer, "/v1/decisions/" + id + "?explain=true", 200, "officer decision 1+"},
      {Role::writer, "/v1/customers/ayse", 200, "writer customer 1+"},
      {Role::officer, "/v1/customers/ayse/export?limit=1", 200, "officer export 1+"},
      {Role::officer, "/v1/customers/ayse/export?form=text&language=tr", 200, "officer export 6+"},
      {Role::auditor, "/v1/customers/ayse/export?form=ts27560", 200, "auditor export 1+"},
      {Role::auditor, "/v1/decisions/" + id + "/proof", 200, "auditor receipt 1+"},
      {Role::auditor, "/v1/log/entries/" + id, 200, "auditor entry 1+"},
      {Role::officer, "/v1/obligations?state=open", 200, "officer obligations state 0"},
      {Role::auditor, "/v1/log/stats?customer=ayse&by=hour", 200, "auditor stats customer 1+"},
      // Of nobody, or not given.
      {Role::auditor, "/v1/log/stats", 200, ""},
      {Role::auditor, "/v1/log/entries/0", 200, ""},  // the start
      {Role::auditor, "/v1/log/tile/0/000.p/2", 200, ""},
      {Role::auditor, "/v1/log/entries/999999", 404, ""},
      {Role::auditor, "/v1/decisions/999999/proof", 404, ""},
      {Role::auditor, "/v1/log?limit=0", 400, ""},
      {Role::sender, "/v1/log", 403, ""},
      {Role::auditor, "/v1/decisions/999999", 404, ""},
      {Role::auditor, "/v1/customers/nobody", 404, ""},
      {Role::auditor, "/v1/policy", 200, ""},
      {Role::auditor, "/v1/policies", 200, ""},
      {Role::auditor, "/metrics", 200, ""},
      {Role::auditor, "/healthz", 200, ""},
  };
  std::vector<std::string> expected;
  for (const Read& read : reads) {
    INFO(read.target);
    CHECK(guarded.call(read.role, "GET", read.target).status == read.status);
    if (!read.noted.empty()) expected.push_back(read.noted);
    // What is noted is not waited for: this comes after it.
    desk.engine().handle({{Tick{}, "test"}});
  }
  CHECK(readings(desk) == expected);
  CHECK(desk.size() == before + expected.size());

  const Answer page = guarded.call(Role::auditor, "GET", "/v1/log?type=access&limit=2&order=asc");
  CHECK_THAT(page.body, Contains(R"("by":"auditor","resource":"log","returned":1,)"));
}

TEST_CASE("who follows the log entry by entry comes to its end", "[http]") {
  GuardedDesk guarded;
  HttpDesk& desk = guarded.desk();
  REQUIRE(guarded.call(Role::sender, "POST", "/v1/decisions", ask).status == 200);
  const std::uint64_t before = desk.size();
  std::uint64_t next = 0;
  for (; next < desk.size(); ++next) {
    REQUIRE(next < before + 100);
    CHECK(guarded.call(Role::auditor, "GET", "/v1/log/entries/" + std::to_string(next)).status ==
          200);
    desk.engine().handle({{Tick{}, "test"}});
  }
  CHECK(readings(desk) == std::vector<std::string>{"auditor entry 1+"});
}

TEST_CASE("bundles of entries are recorded together, by who read them and which", "[http]") {
  GuardedDesk guarded;
  HttpDesk& desk = guarded.desk();
  REQUIRE(guarded.call(Role::sender, "POST", "/v1/decisions", ask).status == 200);
  const std::uint64_t before = desk.size();
  const auto read = [&](Role role, int entries) {
    const std::string path = "/v1/log/tile/entries/000.p/" + std::to_string(entries);
    CHECK(guarded.call(role, "GET", path).status == 200);
    desk.engine().handle({{Tick{}, "test"}});
  };
  read(Role::auditor, 1);
  for (int i = 0; i < 20; ++i) read(Role::auditor, 3);
  read(Role::admin, 2);
  CHECK(desk.size() == before + 2);  // The first of each.
  desk.server().drain(std::chrono::milliseconds(0));
  desk.engine().handle({{Tick{}, "test"}});
  CHECK(readings(desk) ==
        std::vector<std::string>{"auditor bundles 1", "admin bundles 2", "auditor bundles 60"});
  const auto last = desk.store.entries(Seq{desk.size() - 1}, 1);
  REQUIRE(last.ok());
  CHECK_THAT(last->front(), Contains(R"("entries_from":"0","entries_to":"3")"));
}

TEST_CASE("a simulation over people's decisions is recorded once", "[http]") {
  GuardedDesk guarded;
  HttpDesk& desk = guarded.desk();
  REQUIRE(guarded.call(Role::sender, "POST", "/v1/decisions", ask).status == 200);
  const std::string wish =
      R"({"files":[{"name":"p.yaml","text":"tact: 1\npolicy: p\nvocabulary:\n)"
      R"(  channels: [sms]\n  purposes: [marketing/promotion]\nrules: []\n"}]})";
  const Answer answer = guarded.call(Role::officer, "POST", "/v1/policies/simulate", wish);
  INFO(answer.body);
  CHECK(answer.status == 200);
  CHECK(guarded.call(Role::officer, "POST", "/v1/policies/simulate", "{}").status == 400);
  desk.engine().handle({{Tick{}, "test"}});
  CHECK(readings(desk) == std::vector<std::string>{"officer simulation 1"});
}

TEST_CASE("where nobody has a name, no reading is recorded", "[http]") {
  HttpDesk desk;
  REQUIRE(desk.post("/v1/decisions", ask).status == 200);
  const std::uint64_t before = desk.size();
  CHECK(desk.get("/v1/log").status == 200);
  CHECK(desk.get("/v1/customers/a").status == 200);
  CHECK(desk.get("/v1/log/entries/2").status == 200);
  CHECK(desk.get("/v1/log/tile/entries/000.p/2").status == 200);
  desk.engine().handle({{Tick{}, "test"}});
  CHECK(desk.size() == before);
}

}  // namespace
}  // namespace tact::test
