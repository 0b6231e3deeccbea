// HTTP itself, over a real socket: what is kept alive, in which order, and what is refused.
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "support/http_desk.h"
#include "support/stall.h"

namespace tact::test {
namespace {

using Catch::Contains;

const std::string ask = R"({"customer":"ayse","channel":"sms","purpose":"marketing/promotion"})";

std::string post(const std::string& target, const std::string& body) {
  return HttpClient::request("POST", target, body);
}

// Deadlines so short that a test need not wait for them.
http::Limits impatient() {
  http::Limits limits;
  limits.idle = limits.head = limits.body_pause = std::chrono::milliseconds(60);
  limits.linger = std::chrono::milliseconds(60);
  return limits;
}

TEST_CASE("a connection is kept for the next request", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  for (int i = 0; i < 3; ++i) {
    const Answer answer = client.call("POST", "/v1/decisions", ask);
    CHECK(answer.status == 200);
    CHECK(answer.field("connection").empty());
  }
}

TEST_CASE("a client that asks for it has its connection closed after the answer", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  const Answer answer = client.call("GET", "/healthz", "", "Connection: close\r\n");
  CHECK(answer.status == 200);
  CHECK(answer.field("connection") == "close");
  CHECK(client.is_at_end());
}

TEST_CASE("an HTTP/1.0 client is answered and its connection closed", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send("GET /healthz HTTP/1.0\r\n\r\n");
  CHECK(client.receive()->status == 200);
  CHECK(client.is_at_end());
}

TEST_CASE("requests sent in one go are answered in their order, slow ones and quick ones",
          "[http]") {
  HttpDesk desk(capped_policy(1'000));
  HttpClient client(desk.port());
  std::string all;
  for (int i = 0; i < 300; ++i) {
    // The engine, the readers' thread, and an answer at once, in turn.
    all += post("/v1/decisions", R"({"customer":"ayse","channel":"sms",)"
                                 R"("purpose":"marketing/promotion","request_id":"r)" +
                                     std::to_string(i) + "\"}");
    all += HttpClient::request("GET", "/v1/customers/nobody-" + std::to_string(i));
    all += HttpClient::request("GET", "/healthz");
  }
  REQUIRE(client.send(all));
  for (int i = 0; i < 300; ++i) {
    for (const std::string& part : {"\"request_id\":\"r" + std::to_string(i) + '"',
                                    "nobody-" + std::to_string(i), std::string("alive")}) {
      const auto answer = client.receive();
      REQUIRE(answer.has_value());
      CHECK_THAT(answer->body, Contains(part));
    }
  }
}

TEST_CASE("however many requests come in one go, all are answered without another byte", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  std::string all;
  for (int i = 0; i < 2'000; ++i) all += HttpClient::request("GET", "/healthz");
  REQUIRE(client.send(all));
  for (int i = 0; i < 2'000; ++i) {
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    REQUIRE(answer->status == 200);
  }
}

TEST_CASE("a request may come byte by byte", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  for (const char byte : post("/v1/decisions", ask)) client.send({&byte, 1});
  CHECK(client.receive()->status == 200);
}

TEST_CASE("a body may come in chunks", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send("POST /v1/decisions HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("5\r\n" + ask.substr(0, 5) + "\r\n");
  REQUIRE(ask.size() == 5 + 0x3e);
  client.send("3e\r\n" + ask.substr(5) + "\r\n0\r\n\r\n");
  CHECK(client.receive()->status == 200);
}

TEST_CASE("HEAD answers what GET would, without the body", "[http]") {
  HttpDesk desk;
  const Answer get = desk.get("/v1/policy");
  HttpClient client(desk.port());
  const Answer head = client.call("HEAD", "/v1/policy", "", "");
  CHECK(head.status == 200);
  CHECK(head.field("content-length") == std::to_string(get.body.size()));
  CHECK(client.call("GET", "/healthz", "", "").status == 200);  // Nothing was left in between.
}

TEST_CASE("a client that waits for leave to send its body gets it", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send("POST /v1/decisions HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: " +
              std::to_string(ask.size()) + "\r\n\r\n");
  CHECK(client.receive()->status == 100);
  client.send(ask);
  CHECK(client.receive()->status == 200);
}

TEST_CASE("leave is not given for a body that is too large", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send(
      "POST /v1/decisions HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n"
      "Content-Length: 2000000\r\n\r\n");
  CHECK(client.receive()->status == 413);
}

TEST_CASE("what is wrong with a request as such is said as a problem", "[http]") {
  struct Row {
    std::string bytes;
    int status;
    std::string why;
  };
  const std::string get = " HTTP/1.1\r\nHost: t\r\n";
  const auto row = GENERATE_COPY(values<Row>({
      {"GET /nowhere" + get + "\r\n", 404, "nothing there"},
      {"GET /v1/decisions/" + get + "\r\n", 404, "an empty id is none"},
      {"GET /v1/decisions" + get + "\r\n", 405, "POST only"},
      {"DELETE /healthz" + get + "\r\n", 405, "GET only"},
      {"PATCH /v1/policy" + get + "\r\n", 405, "a method that nothing here takes"},
      {"GET /healthz?x=1" + get + "\r\n", 400, "an unknown parameter"},
      {"GET /v1/log?limit=1&limit=2" + get + "\r\n", 400, "a parameter given twice"},
      {"GET /v1/log?campaign=%ff" + get + "\r\n", 400, "broken UTF-8"},
      {"GET /v1/log?campaign=%0a" + get + "\r\n", 400, "a control character"},
      {"GET /v1/log?campaign=%zz" + get + "\r\n", 400, "no escape"},
      {"GET /healthz HTTP/1.1\r\n\r\n", 400, "no host"},
      {"nonsense\r\n\r\n", 400, "not HTTP"},
      {"GET /healthz HTTP/7.3\r\nHost: t\r\n\r\n", 400, "another version"},
      {"GET /healthz" + get + "X: " + std::string(20'000, 'x') + "\r\n\r\n", 431, "a long head"},
      {"POST /v1/decisions" + get + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
       "two lengths: which is true?"},
  }));
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send(row.bytes);
  const auto answer = client.receive();
  INFO(row.why);
  REQUIRE(answer.has_value());
  CHECK(answer->status == row.status);
  CHECK(answer->field("content-type") == "application/problem+json");
  CHECK_THAT(answer->body, Contains("\"status\":" + std::to_string(row.status)));
}

TEST_CASE("a method that is not taken is answered with those that are", "[http]") {
  HttpDesk desk;
  CHECK(desk.call("POST", "/v1/customers/x").field("allow") == "GET, HEAD, PUT, DELETE");
  CHECK(desk.call("GET", "/v1/decisions").field("allow") == "POST");
}

TEST_CASE("content types", "[http]") {
  struct Row {
    std::string type;
    int status;
  };
  const auto row = GENERATE(values<Row>({
      {"", 200},
      {"Content-Type: application/json\r\n", 200},
      {"Content-Type: Application/JSON; charset=utf-8\r\n", 200},
      {"Content-Type: application/vnd.acme+json\r\n", 200},
      // What clients say where nobody told them the type …
      {"Content-Type: application/x-www-form-urlencoded\r\n", 200},
      {"Content-Type: text/plain\r\n", 200},
      // … and what a page in a browser can send to this machine without asking it first.
      {"Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://x.example\r\n", 415},
      {"Content-Type: text/plain\r\nSec-Fetch-Site: cross-site\r\n", 415},
      {"Content-Type: text/csv\r\n", 415},
      {"Content-Type: application/x-ndjson\r\n", 415},
  }));
  HttpDesk desk;
  INFO(row.type);
  CHECK(desk.call("POST", "/v1/decisions", ask, row.type).status == row.status);
}

TEST_CASE("a body over 1 MiB is refused, announced or not", "[http]") {
  HttpDesk desk;
  const std::string large(1024 * 1024 + 1, ' ');
  CHECK(desk.post("/v1/decisions", large).status == 413);
  HttpClient client(desk.port());
  client.send("POST /v1/records HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 17; ++i) client.send("10000\r\n" + std::string(0x10000, ' ') + "\r\n");
  CHECK(client.receive()->status == 413);
  CHECK(desk.post("/v1/decisions", std::string(1024 * 1024 - ask.size(), ' ') + ask).status == 200);
}

TEST_CASE("a client that begins a request and falls silent is cut off", "[http]") {
  HttpDesk desk(capped_policy(5), impatient());
  HttpClient head(desk.port());
  head.send("POST /v1/decisions HTTP/1.1\r\nHos");
  CHECK(head.receive()->status == 408);
  CHECK(head.is_at_end());
  HttpClient body(desk.port());
  body.send("POST /v1/decisions HTTP/1.1\r\nHost: t\r\nContent-Length: 500\r\n\r\n{");
  CHECK(body.receive()->status == 408);
  CHECK(body.is_at_end());
}

TEST_CASE("a client that says nothing at all is cut off without a word", "[http]") {
  HttpDesk desk(capped_policy(5), impatient());
  HttpClient client(desk.port());
  CHECK(client.is_at_end());
}

TEST_CASE("a client that sends and does not read is cut off", "[http]") {
  http::Limits limits = impatient();
  limits.write_pause = std::chrono::milliseconds(60);
  limits.unsent_bytes_max = 1'000'000;
  HttpDesk desk(capped_policy(5), limits);
  HttpClient client(desk.port());
  const std::string request = HttpClient::request("GET", "/openapi.json");
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += request;
  bool is_taken = true;
  // Far more than all the buffers on the way could hold.
  for (int i = 0; i < 2'000 && is_taken; ++i) is_taken = client.send(many);
  CHECK_FALSE(is_taken);
}

TEST_CASE("a client that sends no more still gets all its answers", "[http]") {
  HttpDesk desk;
  HttpClient client(desk.port());
  client.send(post("/v1/decisions", ask) + post("/v1/decisions", ask));
  client.end_sending();
  CHECK(client.receive()->status == 200);
  CHECK(client.receive()->status == 200);
  CHECK(client.is_at_end());
}

TEST_CASE("over capacity the answer is 503, and when to try again", "[http]") {
  EngineOptions options;
  options.queued_commands_max = 8;
  HttpDesk desk(capped_policy(5), {}, options);
  std::string lines;
  for (int i = 0; i < 9; ++i)
    lines += R"({"type":"list","list":"bounced"})"
             "\n";
  const Answer refused = desk.post("/v1/records", lines);
  CHECK(refused.status == 503);
  CHECK(refused.field("retry-after") == "1");
  CHECK(desk.post("/v1/decisions", ask).status == 200);
}

TEST_CASE("while the engine is behind, requests are refused at once and all else goes on",
          "[http]") {
  EngineOptions one_at_a_time;
  one_at_a_time.group_commands_max = 1;
  http::Limits limits;
  limits.queue_delay_max = std::chrono::milliseconds(0);
  HttpDesk desk(capped_policy(1'000), limits, one_at_a_time);
  HttpClient sender(desk.port());
  HttpClient batch(desk.port());
  Stall stall(desk.engine());

  const Answer refused = sender.call("POST", "/v1/decisions", ask);
  CHECK(refused.status == 503);
  CHECK(refused.field("retry-after") == "1");
  CHECK(refused.field("connection").empty());
  CHECK(desk.get("/healthz").status == 200);
  CHECK(desk.get("/readyz").status == 200);
  CHECK(desk.get("/v1/log?limit=1").status == 200);
  batch.send(post("/v1/decisions/batch", ask + "\n" + ask + "\n"));

  stall.release();
  Answer again = sender.call("POST", "/v1/decisions", ask);
  while (again.status == 503) again = sender.call("POST", "/v1/decisions", ask);
  CHECK(again.status == 200);
  const auto answers = batch.receive();
  REQUIRE(answers.has_value());
  CHECK_THAT(answers->body, Contains("allow") && !Contains("503"));
}

TEST_CASE("draining finishes what was asked, says so, and takes nothing new", "[http]") {
  HttpDesk desk;
  HttpClient idle(desk.port());
  REQUIRE(idle.call("GET", "/healthz").status == 200);
  HttpClient busy(desk.port());
  const std::string request = post("/v1/decisions", ask);
  busy.send(request.substr(0, 60));
  HttpClient other(desk.port());  // Answered: so the server has accepted `busy` before.
  REQUIRE(other.call("GET", "/readyz").status == 200);
  const std::jthread drain([&desk] { desk.server().drain(std::chrono::seconds(10)); });
  CHECK(idle.is_at_end());
  busy.send(request.substr(60));
  const auto answer = busy.receive();
  REQUIRE(answer.has_value());
  CHECK(answer->status == 200);
  CHECK(answer->field("connection") == "close");
  CHECK(busy.is_at_end());
}

}  // namespace
}  // namespace tact::test
