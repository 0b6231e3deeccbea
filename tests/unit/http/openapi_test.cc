// The table of routes, and the description that is made from it.
#include "http/openapi.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "core/json/reader.h"
#include "support/http_desk.h"

namespace tact::http {
namespace {

using test::Answer;
using test::HttpDesk;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

JsonValue member(JsonValue object, std::string_view key) {
  for (const JsonValue value : object) {
    if (value.key() == key) return value;
  }
  FAIL("no `" << key << '`');
  return object;
}

// "get /v1/decisions/{id}" of each operation that the document describes.
std::set<std::string> described(JsonValue document) {
  std::set<std::string> operations;
  for (const JsonValue path : member(document, "paths")) {
    for (const JsonValue operation : path) {
      operations.insert(std::string(operation.key()) + ' ' + std::string(path.key()));
    }
  }
  return operations;
}

void collect_references(JsonValue value, std::set<std::string>& references) {
  if (!value.is(JsonKind::object) && !value.is(JsonKind::array)) return;
  for (const JsonValue inner : value) {
    if (inner.key() == "$ref") references.insert(std::string(inner.string()));
    collect_references(inner, references);
  }
}

TEST_CASE("every route is described, and nothing else", "[http]") {
  HttpDesk desk;
  const Answer answer = desk.get("/openapi.json");
  REQUIRE(answer.status == 200);
  JsonParser parser;
  const auto document = parser.parse(answer.body);
  REQUIRE(document.ok());
  std::set<std::string> listed;
  for (const Route& route : routes()) {
    listed.insert(lower(method_name(route.method)) + ' ' + std::string(route.pattern));
  }
  CHECK(listed.size() == routes().size());  // None twice.
  CHECK(described(*document) == listed);
}

TEST_CASE("every route that is described is there", "[http]") {
  HttpDesk desk;
  JsonParser parser;
  const auto document = parser.parse(desk.get("/openapi.json").body);
  REQUIRE(document.ok());
  for (const std::string& operation : described(*document)) {
    const std::size_t space = operation.find(' ');
    std::string method = operation.substr(0, space);
    for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
    std::string path = operation.substr(space + 1);
    if (const std::size_t open = path.find('{'); open != std::string::npos) {
      // An id that nobody has: that answer has a sentence of its own.
      path.replace(open, path.find('}') - open + 1, "987654");
    }
    const Answer answer = desk.call(method, path, method == "GET" ? "" : "{}");
    INFO(operation << ": " << answer.status << ' ' << answer.body);
    CHECK(answer.status != 405);
    CHECK(answer.body.find("nothing at this address") == std::string::npos);
  }
}

TEST_CASE("every schema that is referred to is there", "[http]") {
  JsonParser parser;
  const std::string text = describe(routes());
  const auto document = parser.parse(text);
  REQUIRE(document.ok());
  std::set<std::string> schemas;
  for (const JsonValue schema : member(member(*document, "components"), "schemas")) {
    schemas.insert("#/components/schemas/" + std::string(schema.key()));
  }
  std::set<std::string> references;
  collect_references(*document, references);
  CHECK(references.size() > 10);
  for (const std::string& reference : references) {
    INFO(reference);
    CHECK(schemas.contains(reference));
  }
}

TEST_CASE("each operation says which roles are enough by themselves", "[http]") {
  JsonParser parser;
  const std::string text = describe(routes());
  const auto document = parser.parse(text);
  REQUIRE(document.ok());
  const JsonValue schemes = member(member(*document, "components"), "securitySchemes");
  CHECK(member(member(schemes, "token"), "scheme").string() == "bearer");
  for (const Route& route : routes()) {
    const JsonValue path = member(member(*document, "paths"), route.pattern);
    Roles said;
    for (const JsonValue one : member(member(path, lower(method_name(route.method))), "security")) {
      for (const JsonValue role : member(one, "token")) said = said | *parse_role(role.string());
    }
    INFO(route.pattern);
    CHECK(said == (route.access.is_open() ? Roles() : route.access.roles() | Role::admin));
  }
}

}  // namespace
}  // namespace tact::http
