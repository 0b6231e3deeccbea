#include "http/router.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace tact::http {
namespace {

Call call_to(Method method, std::string target) {
  Call call;
  call.method = method;
  call.target = std::move(target);
  return call;
}

TEST_CASE("a path names its resource, segment by segment", "[http]") {
  struct Row {
    std::string target;
    std::string pattern;
    std::vector<std::string> names;
  };
  const auto row = GENERATE(values<Row>({
      {"/v1/log", "/v1/log", {}},
      {"/v1/log/checkpoint", "/v1/log/checkpoint", {}},
      {"/v1/log?limit=5", "/v1/log", {}},
      {"/v1/customers/a%20b", "/v1/customers/{id}", {"a b"}},
      {"/v1/customers/%2B905321234567", "/v1/customers/{id}", {"+905321234567"}},
      {"/v1/customers/+905321234567", "/v1/customers/{id}", {"+905321234567"}},
      // An escaped slash is part of the name, not the end of a segment.
      {"/v1/customers/a%2Fb", "/v1/customers/{id}", {"a/b"}},
      {"/%76%31/log", "/v1/log", {}},
      // The rest of the path, where a route takes it.
      {"/v1/log/tile/0", "/v1/log/tile/{tile}", {"0"}},
      {"/v1/log/tile/0/x001/234.p/5", "/v1/log/tile/{tile}", {"0/x001/234.p/5"}},
      {"/v1/log/tile/a//", "/v1/log/tile/{tile}", {"a//"}},
  }));
  Call call = call_to(Method::get, row.target);
  const Match matched = match(call);
  INFO(row.target);
  REQUIRE(matched.route != nullptr);
  CHECK(matched.route->pattern == row.pattern);
  CHECK(call.names == row.names);
}

TEST_CASE("each route is found at the text of its own pattern", "[http]") {
  for (const Route& route : routes()) {
    if (route.pattern.find('{') != std::string_view::npos) continue;
    // With an escape in it, a path is taken apart segment by segment.
    const std::string escaped = route.pattern.starts_with("/v1/")
                                    ? "/%761/" + std::string(route.pattern.substr(4))
                                    : std::string(route.pattern);
    for (const std::string& path : {std::string(route.pattern), escaped}) {
      Call call = call_to(route.method, path);
      INFO(path);
      CHECK(match(call).route == &route);
      CHECK(call.names.empty());
    }
  }
}

TEST_CASE("what is no path of ours is not found", "[http]") {
  for (const char* target :
       {"/", "/v1", "/v1/", "/v1/log/", "//v1/log", "/v1/log/checkpoint/x", "/V1/log",
        "/v1/customers/a/b", "/v1/log/tile", "/v1/log/tile/", "/v1/customers/%ff"}) {
    Call call = call_to(Method::get, target);
    INFO(target);
    CHECK(match(call).refusal.status == 404);
  }
  for (const char* target : {"", "*", "v1/log", "http://host/v1/log"}) {
    Call call = call_to(Method::get, target);
    INFO(target);
    CHECK(match(call).refusal.status == 400);
  }
}

TEST_CASE("query parameters are decoded as forms write them", "[http]") {
  const auto target = parse_target("/v1/log?campaign=black+friday%26more&brand=a%2Bb&&rule=&type");
  REQUIRE(target.has_value());
  REQUIRE(target->query.size() == 4);
  CHECK(target->query[0].value == "black friday&more");
  CHECK(target->query[1].value == "a+b");
  CHECK(target->query[2].value.empty());
  CHECK(target->query[3].name == "type");
}

TEST_CASE("a misspelt parameter is met with the right one", "[http]") {
  Call call = call_to(Method::get, "/v1/log?custmer=a");
  CHECK_THAT(match(call).refusal.body, Catch::Contains("did you mean `customer`?"));
}

}  // namespace
}  // namespace tact::http
