// Requests that come whole take a shorter way than those that come byte by byte, which Beast reads:
// both must read the same.
#include "http/request_parser.h"

#include <array>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "http/plain_head.h"

namespace tact::http {
namespace {

constexpr std::size_t head_bytes_max = 512;

struct Reading {
  RequestParser::State state{};
  RequestHead head;
  std::string body;
  std::size_t taken = 0;
};

// Gives the parser `piece` bytes more each time.
Reading read(std::string_view bytes, std::size_t piece) {
  RequestParser parser(head_bytes_max);
  Reading reading;
  std::size_t given = 0;
  while (given < bytes.size()) {
    given = std::min(bytes.size(), given + piece);
    for (;;) {
      const std::size_t taken = parser.take(bytes.substr(reading.taken, given - reading.taken));
      reading.taken += taken;
      const auto state = parser.state();
      const bool is_over =
          state == RequestParser::State::done || state == RequestParser::State::failed;
      if (is_over) given = bytes.size();
      if (taken == 0 || is_over || reading.taken == given) break;
    }
  }
  reading.state = parser.state();
  if (reading.state == RequestParser::State::failed) return reading;
  if (reading.state == RequestParser::State::head) return reading;
  reading.head = parser.head();
  reading.body = parser.body();
  return reading;
}

void check_same(const Reading& one, const Reading& other) {
  CHECK(one.state == other.state);
  CHECK(one.head.method == other.head.method);
  CHECK(one.head.head_only == other.head.head_only);
  CHECK(one.head.target == other.head.target);
  CHECK(one.head.content_type == other.head.content_type);
  CHECK(one.head.accept == other.head.accept);
  CHECK(one.head.authorization == other.head.authorization);
  CHECK(one.head.is_from_page == other.head.is_from_page);
  CHECK(one.head.is_http_1_0 == other.head.is_http_1_0);
  CHECK(one.head.keeps_alive == other.head.keeps_alive);
  CHECK(one.head.expects_continue == other.head.expects_continue);
  CHECK(one.head.body_bytes == other.head.body_bytes);
  CHECK(one.body == other.body);
  if (one.state == RequestParser::State::done) CHECK(one.taken == other.taken);
}

class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class List>
  std::string one_of(const List& list) {
    return std::string(list[below(list.size())]);
  }

 private:
  std::mt19937 random_;
};

constexpr std::array<std::string_view, 12> first_lines = {"POST /v1/decisions HTTP/1.1\r\n",
                                                          "GET /healthz HTTP/1.1\r\n",
                                                          "PUT /v1/customers/a HTTP/1.1\r\n",
                                                          "DELETE /v1/customers/a%20b HTTP/1.1\r\n",
                                                          "HEAD / HTTP/1.1\r\n",
                                                          "POST /a HTTP/1.0\r\n",
                                                          "POST  /a HTTP/1.1\r\n",
                                                          "POST /a b HTTP/1.1\r\n",
                                                          "post /a HTTP/1.1\r\n",
                                                          "GET * HTTP/1.1\r\n",
                                                          "GET /\xc3\xa7 HTTP/1.1\r\n",
                                                          "POST /a HTTP/1.1\n"};

constexpr std::array<std::string_view, 34> lines = {"Host: localhost\r\n",
                                                    "host:a\r\n",
                                                    "HOST: a:80  \r\n",
                                                    "Host:\r\n",
                                                    "Content-Length: 0\r\n",
                                                    "Content-Length: 5\r\n",
                                                    "content-length:  5 \r\n",
                                                    "Content-Length: 05\r\n",
                                                    "Content-Length: +5\r\n",
                                                    "Content-Length: 5,5\r\n",
                                                    "Content-Length: 99999999999999999999\r\n",
                                                    "Content-Length:\r\n",
                                                    "Transfer-Encoding: chunked\r\n",
                                                    "Connection: close\r\n",
                                                    "Connection: keep-alive\r\n",
                                                    "Proxy-Connection: close\r\n",
                                                    "Expect: 100-continue\r\n",
                                                    "Upgrade: h2c\r\n",
                                                    "Content-Type: application/json\r\n",
                                                    "Content-Type:\ttext/plain\r\n",
                                                    "Accept: */*\r\n",
                                                    "Accept: \r\n",
                                                    "Authorization: Bearer x\r\n",
                                                    "Origin: http://a\r\n",
                                                    "Sec-Fetch-Site: none\r\n",
                                                    "User-Agent: curl/7.88\r\n",
                                                    "X-Folded: a\r\n b\r\n",
                                                    "X : a\r\n",
                                                    "X_Y: a\r\n",
                                                    ": a\r\n",
                                                    "X\r\n",
                                                    "X: \xc3\xa7\r\n",
                                                    "X: a\rb\r\n",
                                                    "X: a\n"};

std::string random_request(Dice& dice) {
  std::string text = dice.below(4) > 0 ? std::string(first_lines[0]) : dice.one_of(first_lines);
  if (dice.below(8) > 0) text += lines[0];
  if (dice.below(3) > 0) text += lines[5];
  const std::size_t more = dice.below(4);
  for (std::size_t i = 0; i < more; ++i) text += dice.one_of(lines);
  if (dice.below(40) == 0) text += "X-Long: " + std::string(400 + dice.below(120), 'x') + "\r\n";
  text += "\r\n12345";
  if (dice.below(5) == 0) text[dice.below(text.size())] = static_cast<char>(dice.below(256));
  if (dice.below(20) == 0) text.erase(dice.below(text.size()), 1);
  return text;
}

}  // namespace

TEST_CASE("a request reads alike however it arrives", "[http]") {
  Dice dice(9112);
  std::size_t plain = 0;
  std::size_t unusual = 0;
  for (int i = 0; i < 40'000; ++i) {
    const std::string text = random_request(dice);
    RequestHead head;
    // Else both ways are Beast's own.
    if (read_plain_head(std::string_view(text).substr(0, head_bytes_max), head) == 0) {
      ++unusual;
      continue;
    }
    ++plain;
    INFO(text);
    check_same(read(text, text.size()), read(text, 1));
  }
  CHECK(plain > 3'000);
  CHECK(unusual > 3'000);
}

TEST_CASE("a head of the usual form takes the short way", "[http]") {
  RequestHead head;
  const std::string text =
      "POST /v1/decisions?explain=true HTTP/1.1\r\nHost: localhost:8080\r\n"
      "User-Agent: curl/7.88.1\r\nAccept: */*\r\nAuthorization: Bearer tact_a\r\n"
      "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n";
  CHECK(read_plain_head(text + "{}", head) == text.size());
  CHECK(head.target == "/v1/decisions?explain=true");
  CHECK(head.authorization == "Bearer tact_a");
  CHECK(head.body_bytes == 12);
  for (std::size_t size = 0; size < text.size(); ++size) {
    RequestHead part;
    CHECK(read_plain_head(std::string_view(text).substr(0, size), part) == 0);
  }
}

}  // namespace tact::http
