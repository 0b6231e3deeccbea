// Who may what: every route and every type of record, with every role.
#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <vector>

#include <catch2/catch.hpp>

#include "http/router.h"
#include "unit/http/guarded_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

struct Row {
  std::string method;
  std::string pattern;
  std::string roles;  // that may, besides admin; "everyone" without a token too
  std::string target;
  std::string body;
};

// A route that is not here fails the first test: who adds one says here who may, and tests it.
const std::vector<Row>& matrix() {
  static const std::vector<Row> rows = {
      {"POST", "/v1/decisions", "sender", "/v1/decisions", ask},
      {"POST", "/v1/decisions/batch", "sender,writer,officer", "/v1/decisions/batch", ask},
      {"GET", "/v1/decisions/{id}", "sender,officer,auditor", "/v1/decisions/1", ""},
      {"POST", "/v1/decisions/{id}/outcome", "sender", "/v1/decisions/9/outcome",
       R"({"status":"sent"})"},
      {"POST", "/v1/records", "sender,writer,officer", "/v1/records", "{}"},
      {"GET", "/v1/customers/{id}", "writer,auditor", "/v1/customers/a", ""},
      {"PUT", "/v1/customers/{id}", "writer", "/v1/customers/a", "{}"},
      {"GET", "/v1/customers/{id}/export", "officer,auditor", "/v1/customers/a/export", ""},
      {"DELETE", "/v1/customers/{id}", "officer", "/v1/customers/a", ""},
      {"POST", "/v1/policies", "officer", "/v1/policies", "{}"},
      {"POST", "/v1/policies/check", "officer", "/v1/policies/check", "{}"},
      {"POST", "/v1/policies/{id}/approval", "officer", "/v1/policies/9/approval", "{}"},
      {"GET", "/v1/policies", "officer,auditor", "/v1/policies", ""},
      {"GET", "/v1/policies/{version}/files", "officer,auditor", "/v1/policies/x/files", ""},
      {"POST", "/v1/policies/simulate", "officer", "/v1/policies/simulate", "{}"},
      {"GET", "/v1/policies/simulate", "officer", "/v1/policies/simulate", ""},
      {"GET", "/v1/log", "auditor", "/v1/log", ""},
      {"GET", "/v1/obligations", "writer,officer,auditor", "/v1/obligations", ""},
      {"GET", "/v1/log/stats", "officer,auditor", "/v1/log/stats", ""},
      {"POST", "/v1/log/replay", "officer,auditor", "/v1/log/replay", "{}"},
      {"GET", "/v1/log/checkpoint", "auditor", "/v1/log/checkpoint", ""},
      {"POST", "/v1/log/cosignatures", "auditor", "/v1/log/cosignatures", ""},
      {"GET", "/v1/decisions/{id}/proof", "auditor", "/v1/decisions/987654/proof", ""},
      {"GET", "/v1/log/key", "sender,writer,officer,auditor", "/v1/log/key", ""},
      {"GET", "/v1/log/proof/inclusion", "auditor", "/v1/log/proof/inclusion?seq=0&size=1", ""},
      {"GET", "/v1/log/proof/consistency", "auditor", "/v1/log/proof/consistency?from=0&to=1", ""},
      {"GET", "/v1/log/entries/{seq}", "auditor", "/v1/log/entries/0", ""},
      {"GET", "/v1/log/tile/{tile}", "auditor", "/v1/log/tile/0/000.p/1", ""},
      {"GET", "/v1/log/retention", "officer,auditor", "/v1/log/retention", ""},
      {"POST", "/v1/log/retention", "officer", "/v1/log/retention", "{}"},
      {"GET", "/v1/policy", "sender,writer,officer,auditor", "/v1/policy", ""},
      {"GET", "/healthz", "everyone", "/healthz", ""},
      {"GET", "/readyz", "everyone", "/readyz", ""},
      {"GET", "/metrics", "sender,writer,officer,auditor", "/metrics", ""},
      {"GET", "/openapi.json", "everyone", "/openapi.json", ""},
  };
  return rows;
}

Roles roles_in(const Row& row) {
  const auto roles = parse_roles(row.roles);
  REQUIRE(roles.ok());
  return *roles | Role::admin;
}

TEST_CASE("no route is without a word on who may", "[http]") {
  std::map<std::string, std::string> expected;
  for (const Row& row : matrix()) expected[row.method + ' ' + row.pattern] = row.roles;
  std::map<std::string, std::string> declared;
  for (const http::Route& route : http::routes()) {
    declared[std::string(method_name(route.method)) + ' ' + std::string(route.pattern)] =
        route.access.is_open() ? "everyone" : format_roles(route.access.roles());
  }
  for (const auto& [route, roles] : declared) {
    INFO(route << ": say in this test who may, and what it takes to call it");
    CHECK(expected.contains(route));
  }
  for (const auto& [route, roles] : expected) {
    INFO(route);
    // Any role is written with admin, which may all.
    const std::string without_admin = declared[route].substr(0, declared[route].find(",admin"));
    CHECK(without_admin == roles);
  }
  static_assert(!std::is_default_constructible_v<http::Access>, "no route is open by default");
}

TEST_CASE("each role may what is its own, and nothing else", "[http]") {
  GuardedDesk guarded;
  for (const Row& row : matrix()) {
    if (row.roles == "everyone") continue;
    for (std::size_t i = 0; i < role_names().size(); ++i) {
      const Role role = static_cast<Role>(i);
      guarded.desk().engine().handle({{Tick{}, "test"}});  // What was read is recorded by now.
      const std::uint64_t before = guarded.desk().size();
      const Answer answer = guarded.call(role, row.method, row.target, row.body);
      INFO(name_of(role) << ": " << row.method << ' ' << row.target << ": " << answer.status << ' '
                         << answer.body);
      if (roles_in(row).has(role)) {
        CHECK(answer.status != 401);
        CHECK(answer.status != 403);
      } else {
        CHECK(answer.status == 403);
        CHECK(answer.field("content-type") == "application/problem+json");
        CHECK_THAT(answer.body, Contains("this call takes the role `") &&
                                    Contains("this token has `" + std::string(name_of(role))));
        CHECK_THAT(answer.field("www-authenticate"), Contains("insufficient_scope"));
        CHECK(guarded.desk().size() == before);
      }
    }
  }
}

TEST_CASE("without a token nothing is answered but what is everybody's", "[http]") {
  GuardedDesk guarded;
  const std::uint64_t before = guarded.desk().size();
  for (const Row& row : matrix()) {
    const Answer answer = guarded.desk().call(row.method, row.target, row.body);
    INFO(row.method << ' ' << row.target);
    if (row.roles == "everyone") {
      CHECK(answer.status == 200);
      continue;
    }
    CHECK(answer.status == 401);
    CHECK(answer.field("content-type") == "application/problem+json");
    CHECK(answer.field("www-authenticate") == "Bearer realm=\"tact\"");
  }
  // What there is, and what it takes, is not said either.
  CHECK(guarded.desk().get("/v1/nothing").status == 401);
  CHECK(guarded.desk().get("/v1/log?limt=1").status == 401);
  CHECK(guarded.desk().call("POST", "/healthz").status == 401);
  CHECK(guarded.desk().size() == before);
}

TEST_CASE("a HEAD is refused as its GET is", "[http]") {
  GuardedDesk guarded;
  CHECK(guarded.desk().call("HEAD", "/v1/log").status == 401);
  CHECK(guarded.call(Role::sender, "HEAD", "/v1/log").status == 403);
  CHECK(guarded.call(Role::auditor, "HEAD", "/v1/log").status == 200);
}

struct RecordRow {
  std::string role;  // whose it is, besides admin
  std::string record;
};

const std::vector<RecordRow>& records() {
  static const std::vector<RecordRow> rows = {
      {"writer", R"({"type":"customer","customer":"a"})"},
      {"writer", R"({"type":"consent","customer":"a","state":"granted"})"},
      {"writer", R"({"type":"listing","list":"dnc","customer":"a","state":"added"})"},
      {"writer", R"({"type":"list","list":"dnc"})"},
      {"writer", R"({"type":"activity","customer":"a","event":"purchase"})"},
      {"writer", R"({"type":"contact","customer":"a","channel":"sms","purpose":"marketing/x"})"},
      {"sender", R"({"type":"outcome","decision":"2","status":"sent"})"},
      {"officer", R"({"type":"hold","scope":{"channel":"sms"},"state":"off"})"},
      {"writer", R"({"type":"obligation","obligation":"1","state":"closed"})"},
  };
  return rows;
}

TEST_CASE("of records each role may tell its own, one by one", "[http]") {
  GuardedDesk guarded;
  for (const RecordRow& row : records()) {
    for (const std::string_view role : {"sender", "writer", "officer", "admin"}) {
      const std::uint64_t before = guarded.desk().size();
      const Answer answer =
          guarded.call(*parse_role(role), "POST", "/v1/records", row.record + "\n");
      INFO(role << ": " << row.record << ": " << answer.body);
      const bool may = role == row.role || role == "admin";
      CHECK((answer.status == 403) != may);
      if (!may) CHECK_THAT(answer.body, Contains("takes the role `" + row.role + "`; this token"));
      if (!may) CHECK(guarded.desk().size() == before);
    }
  }
}

// Each line is answered in its place; those that may not are not taken.
void check_lines(GuardedDesk& guarded, const std::string& target, const std::string& type) {
  for (const std::string_view role : {"sender", "writer", "officer", "admin"}) {
    std::string body;
    for (const RecordRow& row : records()) body += row.record + '\n';
    const Answer answer =
        guarded.desk().call("POST", target, body,
                            "Content-Type: " + type + "\r\nAuthorization: Bearer " +
                                guarded.token(*parse_role(role)).text + "\r\n");
    REQUIRE(answer.status == 200);
    std::size_t at = 0;
    for (std::size_t i = 0; i < records().size(); ++i) {
      const std::size_t end = answer.body.find('\n', at);
      REQUIRE(end != std::string::npos);
      const std::string line = answer.body.substr(at, end - at);
      at = end + 1;
      INFO(role << ": " << records()[i].record << ": " << line);
      CHECK_THAT(line, Catch::StartsWith("{\"line\":" + std::to_string(i + 1) + ','));
      const bool may = role == records()[i].role || role == "admin";
      CHECK((line.find("\"status\":403") != std::string::npos) != may);
    }
    CHECK(at == answer.body.size());
  }
}

TEST_CASE("of records each role may tell its own, line by line", "[http]") {
  GuardedDesk guarded;
  check_lines(guarded, "/v1/records", "application/x-ndjson");
}

TEST_CASE("of a batch each role may say its own, line by line", "[http]") {
  GuardedDesk guarded;
  check_lines(guarded, "/v1/decisions/batch", "application/x-ndjson");
}

TEST_CASE("only a sender asks in a batch, a dry run included", "[http]") {
  GuardedDesk guarded;
  for (const char* target : {"/v1/decisions/batch", "/v1/decisions/batch?dry_run=true"}) {
    const std::string refused =
        "{\"line\":1,\"error\":{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403";
    CHECK_THAT(guarded.call(Role::writer, "POST", target, ask).body, Catch::StartsWith(refused));
    CHECK_THAT(guarded.call(Role::officer, "POST", target, ask).body, Catch::StartsWith(refused));
    CHECK_THAT(guarded.call(Role::sender, "POST", target, ask).body, Contains("\"outcome\":\""));
  }
}

TEST_CASE("entries are made in the token's name", "[http]") {
  GuardedDesk guarded;
  guarded.call(Role::sender, "POST", "/v1/decisions", ask);
  guarded.call(Role::writer, "POST", "/v1/decisions/batch", records()[0].record);
  guarded.call(Role::officer, "POST", "/v1/records", records()[7].record);
  const std::string log = guarded.call(Role::auditor, "GET", "/v1/log?order=asc").body;
  for (const std::string_view name : {"sender", "writer", "officer"}) {
    CHECK_THAT(log, Contains("\"by\":\"" + std::string(name) + '"'));
  }
  CHECK(log.find("anonymous") == std::string::npos);
}

TEST_CASE("a token that is none, wrong, expired or revoked is answered with 401", "[http]") {
  GuardedDesk guarded;
  const std::string good = guarded.token(Role::auditor).text;
  CHECK(guarded.call(good, "/v1/log").status == 200);
  std::string wrong = good;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const std::string& token : {wrong, good.substr(0, good.size() - 1), good + '0',
                                   token_of("x", Role::admin, 99).text, std::string("x")}) {
    const Answer answer = guarded.call(token, "/v1/log");
    CHECK(answer.status == 401);
    CHECK_THAT(answer.field("www-authenticate"), Contains("invalid_token"));
    CHECK(answer.body.find(token.substr(0, 18)) == std::string::npos);
  }
  const auto end = *parse_instant("2026-11-24T13:00:00Z");
  const NewToken brief = token_of("brief", Role::auditor, 50, end);
  guarded.guard().replace({guarded.token(Role::auditor).token, brief.token});
  CHECK(guarded.call(brief.text, "/v1/log").status == 200);
  guarded.desk().clock.set(end);
  const Answer late = guarded.call(brief.text, "/v1/log");
  CHECK(late.status == 401);
  CHECK_THAT(late.body, Contains("expired"));
  guarded.guard().replace({});
  const Answer revoked = guarded.call(good, "/v1/log");
  CHECK(revoked.status == 401);
  CHECK_THAT(revoked.body, Contains("not known"));
}

TEST_CASE("two Authorization fields are no token", "[http]") {
  GuardedDesk guarded;
  const std::string both = guarded.fields(Role::auditor) + "Authorization: Bearer " +
                           guarded.token(Role::admin).text + "\r\n";
  CHECK(guarded.desk().call("GET", "/v1/log", "", both).status == 401);
}

TEST_CASE("calls of several tokens on one connection are answered in their order", "[http]") {
  GuardedDesk guarded;
  HttpClient client(guarded.desk().port());
  // Sent at once: each token is shown for the first time while others wait behind it.
  std::string bytes;
  for (int round = 0; round < 3; ++round) {
    bytes += HttpClient::request("POST", "/v1/decisions", ask, guarded.fields(Role::sender));
    bytes += HttpClient::request("GET", "/v1/log", "", guarded.fields(Role::auditor));
    bytes += HttpClient::request("GET", "/healthz", "");
    bytes += HttpClient::request("GET", "/v1/log", "", guarded.fields(Role::writer));
    bytes += HttpClient::request("PUT", "/v1/customers/a", "{}", guarded.fields(Role::writer));
    bytes += HttpClient::request("GET", "/v1/log", "");
  }
  REQUIRE(client.send(bytes));
  for (int round = 0; round < 3; ++round) {
    for (const int status : {200, 200, 200, 403, 200, 401}) {
      const auto answer = client.receive();
      REQUIRE(answer.has_value());
      INFO(answer->body);
      CHECK(answer->status == status);
    }
  }
}

TEST_CASE("a body that comes while the token is proved is not lost", "[http]") {
  GuardedDesk guarded;
  HttpClient client(guarded.desk().port());
  std::string body;
  for (int i = 0; i < 3'000; ++i) body += std::string(ask) + '\n';
  const Answer answer =
      client.call("POST", "/v1/decisions/batch", body, guarded.fields(Role::sender));
  CHECK(answer.status == 200);
  CHECK(std::count(answer.body.begin(), answer.body.end(), '\n') == 3'000);
  CHECK(client.call("GET", "/v1/policy", "", guarded.fields(Role::sender)).status == 200);
}

TEST_CASE("who may not send a body is told before it comes", "[http]") {
  GuardedDesk guarded;
  for (const std::string& fields :
       {std::string(), guarded.fields(Role::auditor), guarded.fields(Role::auditor)}) {
    HttpClient client(guarded.desk().port());
    REQUIRE(
        client.send("POST /v1/decisions HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n"
                    "Content-Length: 1000\r\n" +
                    fields + "\r\n"));
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    CHECK(answer->status == (fields.empty() ? 401 : 403));
    CHECK(answer->field("connection") == "close");
  }
  HttpClient client(guarded.desk().port());
  REQUIRE(client.send(
      "POST /v1/decisions HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n"
      "Content-Length: " +
      std::to_string(std::string(ask).size()) + "\r\n" + guarded.fields(Role::sender) + "\r\n"));
  CHECK(client.receive()->status == 100);
  REQUIRE(client.send(ask));
  CHECK(client.receive()->status == 200);
}

TEST_CASE("a client that leaves while its token is proved does no harm", "[http]") {
  GuardedDesk guarded;
  for (int i = 0; i < 20; ++i) {
    HttpClient client(guarded.desk().port());
    client.send(HttpClient::request("GET", "/v1/log", "", guarded.fields(Role::auditor)));
  }
  CHECK(guarded.call(Role::auditor, "GET", "/v1/log").status == 200);
}

TEST_CASE("where nobody is asked for a token everybody may all, as anonymous", "[http]") {
  HttpDesk desk;
  CHECK(desk.post("/v1/records", records()[7].record).status == 200);
  const std::string fields = "Authorization: Bearer x\r\nContent-Type: application/json\r\n";
  CHECK(desk.call("POST", "/v1/decisions", ask, fields).status == 200);
  CHECK_THAT(desk.get("/v1/log").body, Contains("\"by\":\"anonymous\""));
}

}  // namespace
}  // namespace tact::test
