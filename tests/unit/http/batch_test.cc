// Batches over a real socket: many lines, one answer each, in their order.
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "support/http_desk.h"

namespace tact::test {
namespace {

using Catch::Contains;

std::string ask_line(const std::string& customer, const std::string& more = "") {
  return R"({"customer":")" + customer + R"(","channel":"sms","purpose":"marketing/promotion")" +
         more + "}\n";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    REQUIRE(end != std::string::npos);  // Every answer ends its line.
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST_CASE("bad lines are answered in their places and the rest goes on", "[http]") {
  HttpDesk desk;
  const std::string long_line = R"({"customer":")" + std::string(70'000, 'x') + "\"}\n";
  const std::string body = ask_line("ayse") + "{\"customer\":\"a\"\n" + "\n   \r\n" +
                           ask_line("b\xff") + long_line + ask_line("a", R"(,"chanel":"x")") +
                           R"({"type":"list","list":"dnc"})"
                           "\r\n" +
                           R"({"type":"fax"})"
                           "\n" +
                           ask_line("mehmet");
  const Answer answer = desk.post("/v1/decisions/batch", body);
  CHECK(answer.status == 200);
  CHECK(answer.field("content-type") == "application/x-ndjson");
  const std::vector<std::string> expected = {
      R"({"decision":"2","outcome":"allow")",
      R"({"line":2,"error":{"type":"about:blank","title":"Bad Request","status":400)",
      R"({"line":5,"error":{"type":"about:blank","title":"Bad Request","status":400)",
      R"({"line":6,"error":{"type":"about:blank","title":"Content Too Large","status":413)",
      R"({"line":7,"error":{"type":"about:blank","title":"Bad Request","status":400)",
      R"({"line":8,"seq":"3"})",
      R"({"line":9,"error":{"type":"about:blank","title":"Bad Request","status":400)",
      R"({"decision":"4","outcome":"allow")",
  };
  const std::vector<std::string> lines = lines_of(answer.body);
  REQUIRE(lines.size() == expected.size());
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(lines[i].starts_with(expected[i]));
  CHECK_THAT(lines[4], Contains("\"/chanel\""));
  CHECK(desk.size() == 5);
}

TEST_CASE("a body that is whole may end without a line's end", "[http]") {
  HttpDesk desk;
  std::string line = ask_line("ayse");
  line.pop_back();
  CHECK_THAT(desk.post("/v1/decisions/batch", line).body, Contains(R"("outcome":"allow")"));
  // Cut in half: an answer of its own, and nothing is half applied.
  const Answer cut = desk.post("/v1/decisions/batch", ask_line("ayse") + line.substr(0, 20));
  CHECK(lines_of(cut.body).size() == 2);
  CHECK_THAT(cut.body, Contains(R"({"line":2,"error":)"));
  CHECK(desk.size() == 4);
}

TEST_CASE("of a body that breaks off, whole lines are decided and the cut one is not", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  std::string cut = ask_line("mehmet");
  cut.pop_back();  // Whole to look at, but its end has not come.
  client.send("POST /v1/decisions/batch HTTP/1.1\r\nHost: t\r\nContent-Length: 5000\r\n\r\n" +
              ask_line("ayse") + cut);
  client.end_sending();
  CHECK_FALSE(client.receive().has_value());  // An answer without its end is not an answer.
  CHECK(client.is_at_end());
  CHECK(desk.size() == 3);
  CHECK(desk.get("/v1/customers/mehmet").status == 404);
}

TEST_CASE("an empty batch has an empty answer", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.call("POST", "/v1/decisions/batch", "", "Content-Length: 0\r\n");
  CHECK(answer.status == 200);
  CHECK(answer.body.empty());
  CHECK(desk.post("/v1/decisions/batch", "\n\n  \n").body.empty());
}

TEST_CASE("a batch runs dry, or explains, as a single request does", "[http]") {
  HttpDesk desk;
  const Answer dry = desk.post("/v1/decisions/batch?dry_run=true",
                               ask_line("ayse") + R"({"type":"list","list":"dnc"})"
                                                  "\n");
  CHECK_THAT(dry.body, Contains(R"("dry_run":true)"));
  CHECK_THAT(dry.body, Contains(R"({"line":2,"error":)"));
  CHECK(desk.size() == 2);
  CHECK_THAT(desk.post("/v1/decisions/batch?explain=true", ask_line("ayse")).body,
             Contains(R"("rules":[)"));
  CHECK(desk.post("/v1/decisions/batch?explain=1", ask_line("ayse")).status == 400);
  CHECK(desk.post("/v1/decisions/batch?explian=true", ask_line("ayse")).status == 400);
}

TEST_CASE("a client that sends everything before it reads anything is answered", "[http]") {
  HttpDesk desk(capped_policy(3));
  constexpr int requests = 60'000;  // Their answers exceed what the sockets hold by far.
  std::string body;
  for (int i = 0; i < requests; ++i) {
    body +=
        ask_line("c" + std::to_string(i % 1'000), R"(,"request_id":")" + std::to_string(i) + '"');
  }
  const std::vector<std::string> lines = lines_of(desk.post("/v1/decisions/batch", body).body);
  REQUIRE(lines.size() == requests);
  int allowed = 0;
  for (int i = 0; i < requests; ++i) {
    const std::string& line = lines[static_cast<std::size_t>(i)];
    if (line.find(R"("request_id":")" + std::to_string(i) + '"') == std::string::npos) {
      FAIL("line " << i << " is the answer to another: " << line);
    }
    if (line.find(R"("outcome":"allow")") != std::string::npos) ++allowed;
  }
  CHECK(allowed == 3 * 1'000);
}

TEST_CASE("each line is answered while the client keeps its batch open", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send("POST /v1/decisions/batch HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  // The engine's decision is there without a further byte from the client.
  const std::string line = ask_line("ayse");
  char size[16];
  std::snprintf(size, sizeof size, "%zx\r\n", line.size());
  client.send(size + line + "\r\n");
  while (desk.size() < 3) std::this_thread::yield();
  client.send(size + line + "\r\n0\r\n\r\n");
  CHECK(lines_of(client.receive()->body).size() == 2);
}

TEST_CASE("after a batch the connection is kept", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  const std::string batch = HttpClient::request("POST", "/v1/decisions/batch", ask_line("ayse"));
  client.send(batch + batch + HttpClient::request("GET", "/healthz"));
  CHECK(lines_of(client.receive()->body).size() == 1);
  CHECK(lines_of(client.receive()->body).size() == 1);
  CHECK(client.receive()->status == 200);
}

TEST_CASE("many batches at a time are all answered", "[http]") {
  http::Limits limits;
  limits.batch_commands_max = 500;  // So little that they wait for each other.
  HttpDesk desk(capped_policy(1), limits);
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int sender = 0; sender < 8; ++sender) {
    std::string body;
    for (int i = 0; i < 2'000; ++i) {
      body += ask_line(std::to_string(sender) + '-' + std::to_string(i));
    }
    clients.push_back(std::make_unique<HttpClient>(desk.port()));
    REQUIRE(clients.back()->send(HttpClient::request("POST", "/v1/decisions/batch", body)));
  }
  for (const auto& client : clients) CHECK(lines_of(client->receive()->body).size() == 2'000);
  CHECK(desk.size() == 2 + 8 * 2'000);
}

}  // namespace
}  // namespace tact::test
