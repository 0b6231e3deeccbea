#include "cli/url.h"

#include <catch2/catch.hpp>

namespace tact::cli {

TEST_CASE("a server's address is taken apart", "[url]") {
  struct Row {
    const char* url;
    bool tls;
    const char* name;
    const char* path;
  };
  const auto row = GENERATE(values<Row>({
      {"http://127.0.0.1:8080", false, "127.0.0.1:8080", ""},
      {"http://tact.example/", false, "tact.example:80", ""},
      {"https://tact.example/under/it/", true, "tact.example:443", "/under/it"},
      {"http://[::1]:8080", false, "[::1]:8080", ""},
  }));
  const auto server = parse_server(row.url);
  REQUIRE(server.ok());
  CHECK(server->tls == row.tls);
  CHECK(server->name() == row.name);
  CHECK(server->path == row.path);
}

TEST_CASE("what is no address is refused with an example", "[url]") {
  const std::string url =
      GENERATE("", "localhost:8080", "ftp://a", "http://", "http://:80", "http://a:b",
               "http://a:123456", "http://u@a", "http://[::1", "http://a/?x=1", "http://a b");
  CAPTURE(url);
  const auto server = parse_server(url);
  REQUIRE_FALSE(server.ok());
  CHECK(server.error().message.find("http://127.0.0.1:8080") != std::string::npos);
}

TEST_CASE("queries carry what is set, encoded", "[url]") {
  CHECK(url_query({{"a", ""}, {"b", ""}}).empty());
  CHECK(url_query({{"a", "1 & 2"}, {"b", ""}, {"c", "+90/ş"}}) ==
        "?a=1%20%26%202&c=%2B90%2F%C5%9F");
}

}  // namespace tact::cli
